package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When events are looked for before they are written. */
class RecurrenceTest {
  private final Recurrence recurrence = new Recurrence();

  @Test
  void afterAKnownEventOthersAreExpectedForAWhile() {
    assertThat(recurrence.likely()).isFalse();
    recurrence.saw(300, true);
    recurrence.saw(9_999, false);
    assertThat(recurrence.likely()).isTrue();
    recurrence.saw(300, true);
    recurrence.saw(9_999, false);
    assertThat(recurrence.likely()).isTrue();
    recurrence.saw(1, false);
    assertThat(recurrence.likely()).isFalse();
    recurrence.saw(1, false);
    assertThat(recurrence.likely()).isFalse();
  }
}
