package io.trunkline.genesys;

import java.time.Duration;

/**
 * The state of a call budget: the platform counts calls in windows of a minute and names the end of
 * the window in each answer (fact sheet 4.4). Immutable; every change is a pure function of the
 * state and a monotonic clock in nanoseconds.
 *
 * @param startNanos when the window began
 * @param used calls made in it
 * @param allowed calls that it allows
 * @param blockedUntilNanos no call before this, because the platform asked us to wait
 */
record CallWindow(long startNanos, int used, int allowed, long blockedUntilNanos) {
  private static final long LENGTH = Duration.ofMinutes(1).toNanos();

  static CallWindow open(long now, int allowed) {
    return new CallWindow(now, 0, allowed, now);
  }

  /** Nanoseconds until a call may be made; 0 for now. */
  long waitNanos(long now) {
    if (blockedUntilNanos - now > 0) {
      return blockedUntilNanos - now;
    }
    boolean free = used < allowed || expired(now);
    return free ? 0 : startNanos + LENGTH - now;
  }

  /** After one call was let through. */
  CallWindow taken(long now) {
    return expired(now)
        ? new CallWindow(now, 1, allowed, blockedUntilNanos)
        : new CallWindow(startNanos, used + 1, allowed, blockedUntilNanos);
  }

  /**
   * After an answer told the platform's own count.
   *
   * @param count calls it counted in its window, ours and those of others
   * @param limit calls it allows
   * @param resetSeconds until its window ends
   */
  CallWindow observed(long now, int count, int limit, int resetSeconds) {
    int stricter = Math.min(allowed, limit);
    // Whole seconds, rounded who knows how: a second too late costs a second, one too early costs
    // refused calls.
    long start = now + Duration.ofSeconds(resetSeconds + 1L).toNanos() - LENGTH;
    if (start - startNanos > Duration.ofSeconds(3).toNanos()) {
      return new CallWindow(start, Math.max(count, Math.min(used, 1)), stricter, blockedUntilNanos);
    }
    long later = start - startNanos > 0 ? start : startNanos;
    return new CallWindow(later, Math.max(used, count), stricter, blockedUntilNanos);
  }

  /**
   * After the platform refused a call: nobody calls before it said so. The count begins anew then,
   * unless the window is known to be full for longer: a shorter wait only brings the next refusal.
   */
  CallWindow throttled(long now, Duration retryAfter) {
    long until = now + retryAfter.toNanos();
    if (until - blockedUntilNanos <= 0) {
      return this;
    }
    boolean fullForLonger = used >= allowed && startNanos + LENGTH - until > 0;
    return new CallWindow(fullForLonger ? startNanos : until - LENGTH, used, allowed, until);
  }

  private boolean expired(long now) {
    return now - startNanos >= LENGTH;
  }
}
