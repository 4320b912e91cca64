package io.trunkline.genesys;

import java.time.Duration;

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
    Duration pollInterval) {}
