package io.trunkline.analytics;

import org.jspecify.annotations.Nullable;

/**
 * Quality of one leg's media; the worst where the API gives several statistics. The API has no
 * jitter.
 *
 * @param minMos least mean opinion score, 1 to 5
 * @param minRFactor least R-factor (ITU-T G.107), 0 to 100
 * @param maxLatencyMillis greatest latency
 * @param receivedPackets packets that arrived, summed
 * @param discardedPackets packets that came too late to be played, summed
 */
public record MediaQuality(
    @Nullable Double minMos,
    @Nullable Double minRFactor,
    @Nullable Integer maxLatencyMillis,
    @Nullable Long receivedPackets,
    @Nullable Long discardedPackets) {}
