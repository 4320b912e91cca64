package io.trunkline.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One SIP check of a carrier's server.
 *
 * @param target the SIP URI that was asked
 * @param at when it was asked
 * @param rttMillis time to the first answer; null when none came
 */
public record PathCheck(String target, Instant at, @Nullable Double rttMillis) {}
