package io.trunkline.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a trunk as one answer of {@code /edges/trunks/metrics} told them. Of several samples
 * in one minute the latest is kept.
 *
 * @param trunkId runtime trunk
 * @param at the answer's {@code eventTime}, not the time of the pull
 * @param inbound calls from the carrier under way
 * @param outbound calls to the carrier under way
 * @param mismatches QoS mismatches of the last 24 hours; null when the answer has none
 */
public record MinuteSample(
    String trunkId, Instant at, int inbound, int outbound, @Nullable Integer mismatches) {}
