package io.trunkline.analytics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long a subject's channels last.
 *
 * @param subject what it is about
 * @param channels configured channels; null when none are, and then nothing is said of blocking
 * @param days that had calls
 * @param busyHour hour of the day in UTC with the greatest mean traffic (ITU-T E.600:
 *     time-consistent busy hour); null without calls
 * @param busyHourErlangs mean traffic in that hour
 * @param peakHourErlangs greatest traffic of any one hour
 * @param peakCalls most calls at once
 * @param blocking share of calls that Erlang B expects to find all channels taken in the busy hour
 * @param channelsNeeded channels that keep blocking at the target in the busy hour
 * @param target blocking that is accepted, 0 to 1
 * @param trend growth of each day's busiest hour; null with fewer than seven days or without spread
 * @param runsOut when the trend reaches what the channels carry at the target; null when it does
 *     not within ten years
 */
public record CapacityPlan(
    Subject subject,
    @Nullable Integer channels,
    int days,
    @Nullable Integer busyHour,
    double busyHourErlangs,
    double peakHourErlangs,
    int peakCalls,
    @Nullable Double blocking,
    int channelsNeeded,
    double target,
    @Nullable Trend trend,
    @Nullable RunsOut runsOut) {

  /**
   * A straight line through each day's busiest hour, by least squares.
   *
   * @param erlangsPerWeek its slope
   * @param low lower end of the slope's 95 % confidence interval
   * @param high upper end
   * @param rSquared share of the variation that it explains, 0 to 1
   * @param significance probability of such a slope by chance (two-sided t test)
   */
  public record Trend(
      double erlangsPerWeek, double low, double high, double rSquared, double significance) {}

  /**
   * When capacity runs out.
   *
   * @param date by the trend
   * @param earliest by the steeper end of its confidence interval
   * @param latest by the flatter end; null when that end never gets there
   * @param confidence of the interval, 0 to 1
   */
  public record RunsOut(
      LocalDate date, LocalDate earliest, @Nullable LocalDate latest, double confidence) {}
}
