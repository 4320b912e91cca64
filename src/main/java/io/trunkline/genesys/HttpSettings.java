package io.trunkline.genesys;

import java.time.Duration;
import java.time.Instant;

/**
 * How an org is called.
 *
 * @param connections calls in flight at once, per org
 * @param timeout to connect, and to wait for an answer
 * @param unsaidRetryAfter what a 429 without a readable Retry-After means
 * @param settleTime how long an object may stay invisible after it was made (fact sheet 4.5)
 * @param pollInterval first pause between two looks at something that is still to appear
 */
public record HttpSettings(
    int connections,
    Duration timeout,
    Duration unsaidRetryAfter,
    Duration settleTime,
    Duration pollInterval) {

  /**
   * How long an object that somebody may have made must be looked for before we believe that it was
   * not: a request that a dead process left under way may still arrive until its timeout is over.
   *
   * @param sent when the request left; the distant past when it ended in this process
   * @param now the present
   */
  Duration untilSettled(Instant sent, Instant now) {
    if (sent.isBefore(now.minus(timeout))) {
      return settleTime;
    }
    return Duration.between(now, sent.plus(timeout)).plus(settleTime);
  }
}
