package io.trunkline.analytics;

import io.trunkline.analytics.PullLedger.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which windows a pull reads. Pure. Whatever was missed since the watermark is read once, in order;
 * a stretch before it is read again for rows that came late; open gaps come after, so that a large
 * back-fill keeps nothing waiting.
 */
final class PullPlan {
  private final PullSettings settings;

  PullPlan(PullSettings settings) {
    this.settings = settings;
  }

  /** Where a source's next pull begins. */
  Instant begin(@Nullable Instant watermark, Instant end) {
    return watermark == null
        ? end.minus(settings.first())
        : earlier(watermark, end).minus(settings.late());
  }

  /**
   * Windows of the details query.
   *
   * @param watermark begin of the latest conversation that was read, null before the first reading
   */
  List<PullWindow> recent(@Nullable Instant watermark, Instant now) {
    Instant begin = later(begin(watermark, now), now.minus(settings.recent()));
    return PullWindow.split(begin, now, settings.longestWindow(), 0);
  }

  /**
   * Windows of jobs.
   *
   * @param watermark up to when jobs have read everything
   * @param available up to when jobs have all data
   * @param gaps what is missing, or was ordered
   */
  List<PullWindow> settled(@Nullable Instant watermark, Instant available, List<Gap> gaps) {
    List<PullWindow> windows = new ArrayList<>();
    if (watermark == null || available.isAfter(watermark)) {
      windows.addAll(
          PullWindow.split(begin(watermark, available), available, settings.longestWindow(), 0));
    }
    for (Gap gap : gaps) {
      if (!gap.lost() && gap.begins().isBefore(gap.ends()) && !gap.ends().isAfter(available)) {
        windows.addAll(
            PullWindow.split(gap.begins(), gap.ends(), settings.longestWindow(), gap.id()));
      }
    }
    return windows;
  }

  /**
   * Windows of whole hours.
   *
   * @param available begin of the hour that is not complete
   */
  List<PullWindow> hours(@Nullable Instant watermark, Instant available) {
    return watermark == null || available.isAfter(watermark)
        ? PullWindow.split(
            begin(watermark, available).truncatedTo(ChronoUnit.HOURS),
            available,
            settings.longestWindow(),
            0)
        : List.of();
  }

  /**
   * Minutes without a sample, which nobody will ever have.
   *
   * @param watermark the last sample's time
   * @param now this sample's time
   * @return null when none is missing
   */
  @Nullable PullWindow missedMinutes(@Nullable Instant watermark, Instant now) {
    Duration turn = settings.turns().getOrDefault(PullSource.TRUNK_METRICS, Duration.ofMinutes(1));
    if (watermark == null || !watermark.plus(turn.multipliedBy(5).dividedBy(2)).isBefore(now)) {
      return null;
    }
    return PullWindow.of(watermark, now);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
