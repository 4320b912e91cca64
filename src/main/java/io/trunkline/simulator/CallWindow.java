package io.trunkline.simulator;

/** Counts calls in windows; a window begins with the first call after the last one has ended. */
final class CallWindow {
  private long endsAt;
  private long count;

  /** Counts one call and returns how many there are in the window, this one included. */
  long count(long nowMillis, long windowSeconds) {
    if (nowMillis >= endsAt) {
      endsAt = nowMillis + windowSeconds * 1000;
      count = 0;
    }
    return ++count;
  }

  /** Seconds until the window ends, rounded up, at least 1. */
  long secondsLeft(long nowMillis) {
    return Math.max(1, (endsAt - nowMillis + 999) / 1000);
  }
}
