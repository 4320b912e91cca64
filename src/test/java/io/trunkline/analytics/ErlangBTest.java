package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Erlang's loss formula against published values and its own definition. */
class ErlangBTest {
  /**
   * 15 lines at a blocking of 0.01: 8.108 erlang (erlang.com, manual of its calculator, "How much
   * traffic?").
   */
  @Test
  void theTrafficOfFifteenLinesIsThePublishedOne() {
    assertThat(ErlangB.traffic(15, 0.01)).isCloseTo(8.108, within(0.0005));
  }

  /** At a blocking of 0.01 (Rappaport, Wireless Communications, 2nd edition, table 3.4). */
  @ParameterizedTest
  @CsvSource({"10, 4.46", "20, 12.0", "40, 29.0", "70, 56.1", "100, 84.1"})
  void theTrafficOfOnePercentIsThePublishedOne(int channels, double erlangs) {
    assertThat(ErlangB.traffic(channels, 0.01)).isCloseTo(erlangs, within(0.05));
  }

  @Property(tries = 200)
  void theRecurrenceIsTheDefinition(
      @ForAll @DoubleRange(min = 0.01, max = 60) double erlangs,
      @ForAll @IntRange(min = 1, max = 60) int channels) {
    double term = 1;
    double sum = 1;
    for (int i = 1; i <= channels; i++) {
      term *= erlangs / i;
      sum += term;
    }
    assertThat(ErlangB.blocking(erlangs, channels)).isCloseTo(term / sum, within(1e-12));
  }

  @Property(tries = 200)
  void channelsAndTrafficAreEachOthersInverse(
      @ForAll @DoubleRange(min = 0.01, max = 500) double erlangs,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double most) {
    int channels = ErlangB.channels(erlangs, most);
    assertThat(ErlangB.blocking(erlangs, channels)).isLessThanOrEqualTo(most);
    assertThat(ErlangB.traffic(channels, most)).isGreaterThanOrEqualTo(erlangs - 1e-6);
    if (channels > 1) {
      assertThat(ErlangB.blocking(erlangs, channels - 1)).isGreaterThan(most);
    }
  }
}
