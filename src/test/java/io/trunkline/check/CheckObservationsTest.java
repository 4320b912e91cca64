package io.trunkline.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.connection.Connection;
import io.trunkline.connection.SpecReader;
import io.trunkline.event.Observation;
import io.trunkline.event.ProxyStatus;
import io.trunkline.event.SourceKind;
import io.trunkline.event.TrunkRef;
import io.trunkline.provisioning.Specs;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import io.trunkline.sip.history.CheckChange;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A changed check is an observation of the trunks whose connections name the server. */
class CheckObservationsTest {
  private static final String SERVER = "sip:sip.carrier.example:5061;transport=tls";
  private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");

  private final Connection acme = connection(Specs.one("acme"));
  private final Connection other =
      connection(Specs.one("other").replace("sip.carrier.example:5061", "sip.other.example:5061"));
  private final CheckObservations observations =
      new CheckObservations(
          new TrunksOfChecks(
              () ->
                  List.of(
                      new WatchedTrunk("main", acme),
                      new WatchedTrunk("second", acme),
                      new WatchedTrunk("main", other))),
          () -> null,
          Clock.systemUTC());

  private static Connection connection(String spec) {
    return SpecReader.read(spec, "spec.yaml").spec().connections().get(0);
  }

  private static CheckChange change(String target, String method, String outcome) {
    Verdict verdict =
        VerdictJson.read(
            """
            {"at": "%s", "target": "%s", "method": "%s", "outcome": "%s", "text": "as seen",
             "redirects": [], "attempts": [], "warnings": []}
            """
                .formatted(AT, target, method, outcome));
    return new CheckChange(null, verdict);
  }

  @ParameterizedTest
  @CsvSource({"ok, true, ", "failed, false, as seen", "unknown, , as seen"})
  void theProxyIsUpDownOrUnknown(String outcome, Boolean up, String error) {
    List<Observation> seen = observations.of(change(SERVER, "OPTIONS", outcome));
    assertThat(seen).extracting(Observation::org).containsExactly("main", "second");
    Observation first = seen.get(0);
    assertThat(first.trunk()).isEqualTo(TrunkRef.name("acme"));
    assertThat(first.source().kind()).isEqualTo(SourceKind.CHECK);
    assertThat(first.eventTime()).isEqualTo(AT);
    assertThat(first.state().options())
        .containsExactly(new ProxyStatus("sip.carrier.example:5061", up, AT, error));
    assertThat(first.state().registers()).isNull();
  }

  @Test
  void theSameChangeGivenAgainIsTheSameEvent() {
    CheckChange change = change(SERVER, "OPTIONS", "failed");
    assertThat(observations.of(change).get(0).eventId())
        .isEqualTo(observations.of(change).get(0).eventId());
    assertThat(observations.of(change(SERVER, "OPTIONS", "ok")).get(0).eventId()).isNotBlank();
  }

  @Test
  void serversOfNoConnectionAndUnaskedMethodsTellNobody() {
    assertThat(observations.of(change("sip:elsewhere.example", "OPTIONS", "failed"))).isEmpty();
    assertThat(observations.of(change(SERVER, "REGISTER", "failed"))).isEmpty();
  }
}
