package io.trunkline.sip.transaction;

import java.time.Duration;

/**
 * The timers of a client transaction in nanoseconds (RFC 3261 section 17.1.1.1 and table 4).
 *
 * @param t1 estimate of the round trip, 500 ms by default
 * @param t2 longest gap between two copies, 4 s by default
 */
public record TransactionTimers(long t1, long t2) {
  /** The values of RFC 3261. */
  public static final TransactionTimers DEFAULT = of(Duration.ofMillis(500), Duration.ofSeconds(4));

  /** Timers from durations; both must be positive and t1 not above t2. */
  public static TransactionTimers of(Duration t1, Duration t2) {
    if (t1.isNegative() || t1.isZero() || t1.compareTo(t2) > 0) {
      throw new IllegalArgumentException(
          "T1 " + t1 + " must be above zero and not above T2 " + t2 + " (RFC 3261 17.1.1.1)");
    }
    return new TransactionTimers(t1.toNanos(), t2.toNanos());
  }

  /** Timer F: 64 x T1. */
  public long f() {
    return 64 * t1;
  }
}
