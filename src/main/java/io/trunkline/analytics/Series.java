package io.trunkline.analytics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The points of one metric and one subject. Where nothing was seen there is no point.
 *
 * @param subject what it is about
 * @param channels its configured channels; null when none are
 * @param uncertainShare share of its calls, 0 to 1, whose trunk is not certain; null when it had
 *     none
 * @param points in order of time
 */
public record Series(
    Subject subject,
    @Nullable Integer channels,
    @Nullable Double uncertainShare,
    List<Point> points) {

  /**
   * One point.
   *
   * @param at begin of the step, seconds since 1970
   * @param value NaN where the metric is one of counts by code
   * @param codes counts by code; empty for the other metrics
   */
  public record Point(long at, double value, Map<Integer, Integer> codes) {}
}
