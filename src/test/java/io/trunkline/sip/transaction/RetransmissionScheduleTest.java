package io.trunkline.sip.transaction;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies go out when RFC 3261 17.1.2.2 says, on a clock driven by the test. */
class RetransmissionScheduleTest {
  private static final TransactionTimers TIMERS = TransactionTimers.DEFAULT;

  /** Runs to the end and returns the milliseconds of each copy; the last entry is the time-out. */
  private static List<Long> run(TransactionState start, long provisionalAtMillis) {
    List<Long> sent = new ArrayList<>(List.of(0L));
    TransactionState state = start;
    boolean provisional = false;
    while (!state.isOver()) {
      long now = state.due();
      if (!provisional
          && provisionalAtMillis >= 0
          && now > MILLISECONDS.toNanos(provisionalAtMillis)) {
        state = state.answered(100);
        provisional = true;
      }
      TransactionState next = state.at(now, TIMERS);
      sent.add(now / 1_000_000);
      assertThat(next.copies() - state.copies()).isEqualTo(next.isOver() ? 0 : 1);
      state = next;
    }
    return sent;
  }

  @Test
  void silenceGivesElevenCopiesAndTheTimeoutAt32Seconds() {
    assertThat(run(TransactionState.start(0, TIMERS, false, Long.MAX_VALUE), -1))
        .containsExactly(
            0L, 500L, 1500L, 3500L, 7500L, 11500L, 15500L, 19500L, 23500L, 27500L, 31500L, 32000L);
  }

  @Test
  void aProvisionalAnswerStretchesTheGapToT2() {
    assertThat(run(TransactionState.start(0, TIMERS, false, Long.MAX_VALUE), 100))
        .startsWith(0L, 500L, 4500L, 8500L)
        .endsWith(32000L);
  }

  @Test
  void streamsSendOnce() {
    assertThat(run(TransactionState.start(0, TIMERS, true, Long.MAX_VALUE), -1))
        .containsExactly(0L, 32000L);
  }

  @Test
  void aShorterDeadlineCutsTimerF() {
    long deadline = MILLISECONDS.toNanos(5000);
    assertThat(run(TransactionState.start(0, TIMERS, false, deadline), -1))
        .containsExactly(0L, 500L, 1500L, 3500L, 5000L);
  }

  @Test
  void nothingMovesAFinishedTransaction() {
    TransactionState done = TransactionState.start(0, TIMERS, false, Long.MAX_VALUE).answered(200);
    assertThat(done.at(Long.MAX_VALUE - 1, TIMERS)).isSameAs(done);
    assertThat(done.answered(500)).isSameAs(done);
  }
}
