package io.trunkline.sip;

import io.trunkline.sip.transaction.TransactionTimers;
import java.time.Duration;

/**
 * How long a check may take.
 *
 * @param timers T1 and T2
 * @param deadline for the whole check with all its targets; may be shorter than Timer F
 * @param connect for one TCP handshake
 * @param handshake for one TLS handshake
 */
public record CheckTiming(
    TransactionTimers timers, Duration deadline, Duration connect, Duration handshake) {
  /** RFC 3261's timers, 32 s in all, 5 s for each handshake. */
  public static final CheckTiming DEFAULT =
      new CheckTiming(
          TransactionTimers.DEFAULT,
          Duration.ofSeconds(32),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  /** The same with another deadline. */
  public CheckTiming within(Duration other) {
    return new CheckTiming(timers, other, connect, handshake);
  }
}
