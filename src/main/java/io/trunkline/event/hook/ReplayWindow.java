package io.trunkline.event.hook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old a signed request may be, and how far ahead of ours its sender's clock.
 *
 * @param width in either direction
 */
record ReplayWindow(Duration width) {
  private static final int DIGITS = 12;

  /** Whether a time in seconds since 1970, as decimal digits, is near enough. */
  boolean holds(@Nullable String seconds, Instant now) {
    if (seconds == null || seconds.isEmpty() || seconds.length() > DIGITS) {
      return false;
    }
    if (!seconds.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    long apart = Math.abs(now.getEpochSecond() - Long.parseLong(seconds));
    return apart <= width.toSeconds();
  }
}
