package io.trunkline.event.outbox;

import java.time.Duration;

/**
 * How long to wait between attempts, and when to give up.
 *
 * @param first wait after the first attempt; each later one is twice as long
 * @param longest the wait is never longer
 * @param attempts after so many refusals of one event it is put aside
 */
record RetryRule(Duration first, Duration longest, int attempts) {
  private static final int MOST_DOUBLINGS = 20;

  Duration wait(int failures) {
    Duration wait = first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1)));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
