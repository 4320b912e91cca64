package io.trunkline.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/** Makes capacity plans of hourly traffic. */
public final class CapacityPlanning {
  private static final int HOURS = 24;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final int LEAST_DAYS = 7;
  private static final int DAYS_OF_WEEK = 7;
  private static final double CONFIDENCE = 0.95;
  private static final double FARTHEST_DAYS = 3_652;

  private final SeriesReader reader;

  /** With where traffic is read. */
  public CapacityPlanning(SeriesReader reader) {
    this.reader = reader;
  }

  /**
   * A plan for each of these subjects.
   *
   * @param of subjects of one org
   * @param target blocking that is accepted, above 0 and below 1
   */
  public List<CapacityPlan> plan(List<Subject> of, Instant from, Instant to, double target) {
    Map<Integer, List<Bucket>> buckets =
        reader
            .figures()
            .read(of, Metric.Part.BOTH, Step.HOUR, from.getEpochSecond(), to.getEpochSecond());
    List<CapacityPlan> plans = new ArrayList<>();
    for (Subject subject : of) {
      Integer channels = reader.capacities().of(subject);
      plans.add(plan(subject, channels, buckets.getOrDefault(subject.key(), List.of()), target));
    }
    return plans;
  }

  static CapacityPlan plan(
      Subject subject, @Nullable Integer channels, List<Bucket> hours, double target) {
    double[] byHour = new double[HOURS];
    TreeMap<Long, Double> busiest = new TreeMap<>();
    int peak = 0;
    for (Bucket bucket : hours) {
      double erlangs = erlangs(bucket);
      byHour[(int) (Math.floorMod(bucket.at(), DAY) / HOUR)] += erlangs;
      busiest.merge(bucket.at() - Math.floorMod(bucket.at(), DAY), erlangs, Math::max);
      peak = Math.max(peak, peak(bucket));
    }
    int days = busiest.size();
    int busy = 0;
    for (int hour = 1; hour < HOURS; hour++) {
      busy = byHour[hour] > byHour[busy] ? hour : busy;
    }
    double mean = days == 0 ? 0 : byHour[busy] / days;
    double most = busiest.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    SimpleRegression line = line(busiest);
    CapacityPlan.Trend trend = days < LEAST_DAYS ? null : trend(line);
    return new CapacityPlan(
        subject,
        channels,
        days,
        days == 0 ? null : busy,
        mean,
        most,
        peak,
        channels == null || days == 0 ? null : ErlangB.blocking(mean, channels),
        ErlangB.channels(mean, target),
        target,
        trend,
        channels == null || trend == null
            ? null
            : runsOut(line, busiest, ErlangB.traffic(channels, target)));
  }

  /** Traffic of an hour: that of the calls, or where only polls saw any, the mean that they saw. */
  private static double erlangs(Bucket bucket) {
    Double ofLegs = Metric.TRAFFIC.value(bucket, null, HOUR);
    Bucket.Calls calls = bucket.calls();
    if (ofLegs != null) {
      return ofLegs;
    }
    return calls == null || calls.samples() == 0 ? 0 : (double) calls.calls() / calls.samples();
  }

  private static int peak(Bucket bucket) {
    Bucket.Calls calls = bucket.calls();
    Bucket.Legs legs = bucket.legs();
    return Math.max(calls == null ? 0 : calls.peak(), legs == null ? 0 : legs.peak());
  }

  private static SimpleRegression line(Map<Long, Double> busiest) {
    SimpleRegression line = new SimpleRegression();
    busiest.forEach((day, erlangs) -> line.addData((double) day / DAY, erlangs));
    return line;
  }

  private static CapacityPlan.@Nullable Trend trend(SimpleRegression line) {
    double half = line.getSlopeConfidenceInterval(1 - CONFIDENCE);
    double slope = line.getSlope();
    if (Double.isNaN(half) || Double.isNaN(slope)) {
      return null;
    }
    double explained = line.getRSquare();
    return new CapacityPlan.Trend(
        slope * DAYS_OF_WEEK,
        (slope - half) * DAYS_OF_WEEK,
        (slope + half) * DAYS_OF_WEEK,
        Double.isNaN(explained) ? 0 : explained,
        half == 0 ? 0 : line.getSignificance());
  }

  /**
   * The lines of the interval go through the middle of the data, as all its least-squares lines do.
   */
  private static CapacityPlan.@Nullable RunsOut runsOut(
      SimpleRegression line, NavigableMap<Long, Double> busiest, double carried) {
    double middle =
        busiest.keySet().stream().mapToDouble(day -> (double) day / DAY).average().orElse(0);
    double today = (double) busiest.lastKey() / DAY;
    double level = line.predict(middle);
    double half = line.getSlopeConfidenceInterval(1 - CONFIDENCE);
    LocalDate date = reached(line.getSlope(), middle, level, carried, today);
    LocalDate earliest = reached(line.getSlope() + half, middle, level, carried, today);
    return date == null || earliest == null
        ? null
        : new CapacityPlan.RunsOut(
            date,
            earliest,
            reached(line.getSlope() - half, middle, level, carried, today),
            CONFIDENCE);
  }

  private static @Nullable LocalDate reached(
      double slope, double middle, double level, double carried, double today) {
    double now = level + slope * (today - middle);
    double day = now >= carried ? today : middle + (carried - level) / slope;
    boolean comes = now >= carried || slope > 0;
    return comes && day - today <= FARTHEST_DAYS
        ? Instant.ofEpochSecond((long) Math.ceil(day) * DAY).atZone(ZoneOffset.UTC).toLocalDate()
        : null;
  }
}
