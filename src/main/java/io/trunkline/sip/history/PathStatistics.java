package io.trunkline.sip.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trunkline.sip.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the signalling path behaved over a series. Checks that could not be made (unknown without an
 * answer) are left out of the loss.
 *
 * @param checks that were made
 * @param lossShare of them without any answer, 0 to 1
 * @param jitterMillis interarrival jitter of RFC 3550 A.8, fed with differences of round-trip times
 * @param p50Millis median round trip; null when nothing was answered
 * @param p95Millis 95th percentile, nearest rank
 * @param p99Millis 99th percentile, nearest rank
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathStatistics(
    int checks,
    double lossShare,
    double jitterMillis,
    @Nullable Double p50Millis,
    @Nullable Double p95Millis,
    @Nullable Double p99Millis) {
  private static final double SMOOTHING = 16;

  /** The statistics of these points, oldest first. */
  public static PathStatistics of(List<CheckPoint> points) {
    List<CheckPoint> made =
        points.stream().filter(p -> p.answered() || p.outcome() != Outcome.UNKNOWN).toList();
    double[] rtts =
        made.stream().filter(CheckPoint::answered).mapToDouble(CheckPoint::rttMillis).toArray();
    double loss = made.isEmpty() ? 0 : 1 - (double) rtts.length / made.size();
    double jitter = jitter(rtts);
    java.util.Arrays.sort(rtts);
    return new PathStatistics(
        made.size(), loss, jitter, rank(rtts, 50), rank(rtts, 95), rank(rtts, 99));
  }

  private static double jitter(double[] rtts) {
    double jitter = 0;
    for (int i = 1; i < rtts.length; i++) {
      jitter += (Math.abs(rtts[i] - rtts[i - 1]) - jitter) / SMOOTHING;
    }
    return jitter;
  }

  private static @Nullable Double rank(double[] sorted, int percent) {
    if (sorted.length == 0) {
      return null;
    }
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return sorted[Math.max(1, rank) - 1];
  }
}
