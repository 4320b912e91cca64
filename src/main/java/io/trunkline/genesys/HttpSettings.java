package io.trunkline.genesys;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an org is called.
 *
 * @param connections calls in flight at once, per org
 * @param timeout to connect, and to wait for an answer
 * @param unsaidRetryAfter what a 429 without a readable Retry-After means
 * @param settleTime how long an object may stay invisible after it was made (fact sheet 4.5)
 * @param pollInterval first pause between two looks at something that is still to appear
 * @param proxyLogin for the proxy on the way, null where none asks
 */
public record HttpSettings(
    int connections,
    Duration timeout,
    Duration unsaidRetryAfter,
    Duration settleTime,
    Duration pollInterval,
    @Nullable ProxyLogin proxyLogin) {

  /**
   * How long an object that somebody may have made must be looked for before we believe that it was
   * not: a request that a dead process left under way may still arrive until its timeout is over.
   *
   * @param last the requests that may have made it
   * @param now the present
   */
  Duration untilSettled(LastRequest last, Instant now) {
    Instant answered = last.answered();
    if (last.sent() == null && answered != null) {
      Duration left = Duration.between(now, answered.plus(settleTime));
      return left.isNegative() ? Duration.ZERO : shorter(left, settleTime);
    }
    if (last.sent() == null || last.sent().isBefore(now.minus(timeout))) {
      return settleTime;
    }
    return Duration.between(now, last.sent().plus(timeout)).plus(settleTime);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * The latest requests that may have had an effect.
   *
   * @param sent when the last one left that got no answer; null when there is none, or when it
   *     ended in this process
   * @param answered when the last one was answered that may have had an effect all the same; null
   *     when there is none
   */
  record LastRequest(@Nullable Instant sent, @Nullable Instant answered) {
    static final LastRequest UNKNOWN = new LastRequest(null, null);
  }
}
