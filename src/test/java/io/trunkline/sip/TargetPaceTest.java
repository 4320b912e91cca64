package io.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Slots of one target are evenly apart; others are not touched. */
class TargetPaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void slotsAreEvenlyApart() {
    TargetPace pace = new TargetPace(10);
    assertThat(pace.reserve("a", 0, SECOND)).isZero();
    assertThat(pace.reserve("a", 0, SECOND)).isEqualTo(SECOND / 10);
    assertThat(pace.reserve("a", 0, SECOND)).isEqualTo(2 * SECOND / 10);
    assertThat(pace.reserve("b", 0, SECOND)).isZero();
    assertThat(pace.reserve("a", 5 * SECOND, SECOND)).isZero();
  }

  @Test
  void aSlotTooFarAwayIsRefusedAndNotTaken() {
    TargetPace pace = new TargetPace(1);
    assertThat(pace.reserve("a", 0, SECOND)).isZero();
    assertThat(pace.reserve("a", 0, SECOND)).isEqualTo(SECOND);
    assertThat(pace.reserve("a", 0, SECOND)).isEqualTo(-1);
    assertThat(pace.reserve("a", SECOND, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void zeroIsUnbounded() {
    TargetPace pace = new TargetPace(0);
    assertThat(pace.reserve("a", 0, 0)).isZero();
    assertThat(pace.reserve("a", 0, 0)).isZero();
  }
}
