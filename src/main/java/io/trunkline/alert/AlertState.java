package io.trunkline.alert;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hysteresis: an alert fires when its condition was seen to hold for a time, and ends when it was
 * seen not to hold for a time. Whatever was not seen proves neither: it begins the time anew.
 *
 * @param firing whether it fires
 * @param since when it began to fire; null while it does not
 * @param turning since when readings have spoken for the other state, without a break; null when
 *     the last one did not
 */
record AlertState(boolean firing, @Nullable Instant since, @Nullable Instant turning) {
  /** Nothing is wrong. */
  static final AlertState QUIET = new AlertState(false, null, null);

  /**
   * The state after one more reading.
   *
   * @param now not before the reading before
   * @param holds how long the condition must hold to fire
   * @param clear how long it must not hold to end
   */
  AlertState after(Reading reading, Instant now, Duration holds, Duration clear) {
    return after(reading, now, now, holds, clear);
  }

  /**
   * As {@link #after(Reading, Instant, Duration, Duration)}.
   *
   * @param known since when the condition is known to hold, where it did not before; not after now
   */
  AlertState after(Reading reading, Instant known, Instant now, Duration holds, Duration clear) {
    if (reading != (firing ? Reading.CLEAR : Reading.HOLDS)) {
      return turning == null ? this : new AlertState(firing, since, null);
    }
    Instant began = turning != null ? turning : firing ? now : known;
    boolean enough = Duration.between(began, now).compareTo(firing ? clear : holds) >= 0;
    if (!enough) {
      return new AlertState(firing, since, began);
    }
    return firing ? QUIET : new AlertState(true, now, null);
  }

  /** The state when nobody looked for a while: what has lasted must be seen to last anew. */
  AlertState unseen() {
    return new AlertState(firing, since, null);
  }

  /** Whether there is nothing to remember. */
  boolean isQuiet() {
    return !firing && turning == null;
  }
}
