package io.trunkline.alert;

import io.trunkline.analytics.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule asks of a metric. */
sealed interface Criterion {
  /** Complete steps without a value after which the newest value says nothing any more. */
  int steps(long step);

  /**
   * What the points say.
   *
   * @param points in order of time
   * @param step width of a point in seconds
   */
  Judged judge(List<Series.Point> points, long step, Instant now);

  /** In words, such as {@code below 95}. */
  String text();

  /** How long the condition must have been there before it is one, beside what the rule waits. */
  default Duration lasting() {
    return Duration.ZERO;
  }

  /**
   * A reading, and the value that it was made of.
   *
   * @param value null when there is none
   * @param since since when it is known to be so; null when only for this moment
   */
  record Judged(Reading reading, @Nullable Double value, @Nullable Instant since) {
    static final Judged NOTHING = new Judged(Reading.NOTHING, null);

    Judged(Reading reading, @Nullable Double value) {
      this(reading, value, null);
    }
  }

  /**
   * The newest value of a complete step is above or below a limit.
   *
   * @param clearAt from where on the condition counts as clear
   */
  record Threshold(boolean above, double limit, double clearAt) implements Criterion {
    private static final int MINUTES = 15;
    private static final int OTHERS = 3;

    @Override
    public int steps(long step) {
      return step == 60 ? MINUTES : OTHERS;
    }

    @Override
    public Judged judge(List<Series.Point> points, long step, Instant now) {
      Series.Point point = newest(points, step, now);
      if (point == null || point.at() < now.getEpochSecond() - (steps(step) + 1) * step) {
        return Judged.NOTHING;
      }
      double value = point.value();
      boolean holds = above ? value > limit : value < limit;
      boolean clear = above ? value <= clearAt : value >= clearAt;
      return new Judged(holds ? Reading.HOLDS : clear ? Reading.CLEAR : Reading.BETWEEN, value);
    }

    @Override
    public String text() {
      return (above ? "above " : "below ") + number(limit);
    }
  }

  /**
   * There has been no value for a time, since the last one or since somebody looks: what nobody
   * listened to yet is not silent.
   */
  record Absence(Duration after) implements Criterion {
    private static final int MINUTES = 15;
    private static final int OTHERS = 3;

    @Override
    public Duration lasting() {
      return after;
    }

    /** A few more, so that the last value is seen when silence has lasted long enough. */
    @Override
    public int steps(long step) {
      return (int) (after.toSeconds() / step) + (step == 60 ? MINUTES : OTHERS);
    }

    @Override
    public Judged judge(List<Series.Point> points, long step, Instant now) {
      long limit = now.minus(after).getEpochSecond();
      if (points.isEmpty()) {
        return new Judged(Reading.HOLDS, null);
      }
      Series.Point last = points.get(points.size() - 1);
      long end = last.at() + step;
      return end > limit
          ? new Judged(Reading.CLEAR, last.value())
          : new Judged(Reading.HOLDS, null, Instant.ofEpochSecond(end));
    }

    @Override
    public String text() {
      return "absent for " + Times.text(after);
    }
  }

  /**
   * The newest value of a complete step differs from that of an earlier one.
   *
   * @param by how much, in the metric's unit, or of the earlier value
   * @param percent whether {@code by} is a share of the earlier value in percent
   * @param over how much earlier
   */
  record Change(boolean rises, double by, boolean percent, Duration over) implements Criterion {
    private static final double PERCENT = 100;

    @Override
    public int steps(long step) {
      return (int) (over.toSeconds() / step) + 3;
    }

    @Override
    public Judged judge(List<Series.Point> points, long step, Instant now) {
      Series.Point newest = newest(points, step, now);
      if (newest == null || newest.at() < now.getEpochSecond() - 4 * step) {
        return Judged.NOTHING;
      }
      long then = newest.at() - over.toSeconds();
      for (Series.Point earlier : points) {
        if (earlier.at() == then && !(percent && earlier.value() == 0)) {
          double change = newest.value() - earlier.value();
          double share = percent ? PERCENT * change / Math.abs(earlier.value()) : change;
          boolean holds = rises ? share >= by : -share >= by;
          return new Judged(holds ? Reading.HOLDS : Reading.CLEAR, newest.value());
        }
      }
      return Judged.NOTHING;
    }

    @Override
    public String text() {
      return (rises ? "rises by " : "falls by ")
          + number(by)
          + (percent ? "%" : "")
          + " over "
          + Times.text(over);
    }
  }

  /** The newest point of a step that is over; one that still goes on has not seen all. */
  private static Series.@Nullable Point newest(List<Series.Point> points, long step, Instant now) {
    for (int i = points.size() - 1; i >= 0; i--) {
      if (points.get(i).at() + step <= now.getEpochSecond()) {
        return points.get(i);
      }
    }
    return null;
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
