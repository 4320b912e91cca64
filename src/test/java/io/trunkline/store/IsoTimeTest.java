package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A time is written as the JDK writes it, whatever it is. */
class IsoTimeTest {
  @Property
  void isWhatTheJdkWrites(
      @ForAll @LongRange(min = -80_000_000_000L, max = 300_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    for (int part : new int[] {nano, nano / 1_000 * 1_000, nano / 1_000_000 * 1_000_000, 0}) {
      Instant time = Instant.ofEpochSecond(second, part);
      assertThat(IsoTime.of(time)).isEqualTo(time.toString());
    }
  }

  @Example
  void soAtTheEnds() {
    for (Instant time : new Instant[] {Instant.MIN, Instant.EPOCH, Instant.MAX}) {
      assertThat(IsoTime.of(time)).isEqualTo(time.toString());
    }
  }
}
