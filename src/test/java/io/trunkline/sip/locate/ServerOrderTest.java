package io.trunkline.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.transport.SipTransport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** SRV and NAPTR records are tried in the order of RFC 2782 and RFC 3263. */
class ServerOrderTest {

  @Property(tries = 200)
  void prioritiesNeverGoDown(
      @ForAll @Size(max = 8) List<@IntRange(max = 3) Integer> priorities, @ForAll long seed) {
    List<ServiceRecord> records =
        priorities.stream().map(p -> new ServiceRecord(p, p * 10, 5060, "h" + p)).toList();
    List<ServiceRecord> ordered = ServiceRecord.order(records, new Random(seed));
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(records);
    assertThat(ordered.stream().map(ServiceRecord::priority)).isSorted();
  }

  @Test
  void equalsAreDrawnByWeight() {
    Random random = new Random(7);
    Map<String, Integer> first = new HashMap<>();
    List<ServiceRecord> records =
        List.of(new ServiceRecord(1, 90, 1, "big"), new ServiceRecord(1, 10, 1, "small"));
    for (int i = 0; i < 10_000; i++) {
      first.merge(ServiceRecord.order(records, random).get(0).target(), 1, Integer::sum);
    }
    assertThat(first.get("big")).isBetween(8_700, 9_300);
  }

  @Test
  void aDotMeansNoService() {
    assertThat(ServiceRecord.order(List.of(new ServiceRecord(0, 0, 0, ".")), new Random(1)))
        .isEmpty();
  }

  @Test
  void pointersGoByOrderThenPreferenceAndSecureTakesTlsOnly() {
    List<NamingPointer> records =
        List.of(
            new NamingPointer(20, 1, "SIP+D2U", "u"),
            new NamingPointer(10, 9, "sip+d2t", "t"),
            new NamingPointer(10, 5, "SIP+D2S", "sctp"),
            new NamingPointer(30, 1, "SIPS+D2T", "s"));
    assertThat(NamingPointer.best(records, false).orElseThrow().replacement()).isEqualTo("t");
    assertThat(NamingPointer.best(records, true).orElseThrow().transport())
        .contains(SipTransport.TLS);
  }
}
