package io.trunkline.event;

import java.time.Duration;
import java.time.Instant;

/** Whether so much came in each second lately that it pays to put work together. */
final class LoadWindow {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final int busy;
  private Instant begun = Instant.EPOCH;
  private int count;
  private boolean last;

  /**
   * A window that has seen nothing.
   *
   * @param busy how much in a second is much
   */
  LoadWindow(int busy) {
    this.busy = busy;
  }

  /** Forgets what came. */
  void reset() {
    begun = Instant.EPOCH;
    count = 0;
    last = false;
  }

  /** Counts what comes now; whether the last whole second was busy. */
  boolean busyWith(int more, Instant now) {
    if (now.isBefore(begun) || !now.isBefore(begun.plus(SECOND))) {
      last = count >= busy && now.isBefore(begun.plus(SECOND.multipliedBy(2)));
      begun = now;
      count = 0;
    }
    count += more;
    return last;
  }
}
