package io.trunkline.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the report page shows: figures of an org and its carriers, with a hole where nothing was
 * seen.
 */
final class ReportData {
  private static final int MOST_LINES = 6;
  private static final Duration HOURS_UP_TO = Duration.ofDays(14);
  private static final int HOURS = 24;
  private static final String ALL = "all trunks";

  private final SeriesReader reader;
  private final String org;
  private final Instant from;
  private final Instant to;
  private final Instant now;
  private final Step step;

  ReportData(SeriesReader reader, String org, Instant from, Instant to, Instant now) {
    this.reader = reader;
    this.org = org;
    this.from = from;
    this.to = to;
    this.now = now;
    this.step = Duration.between(from, to).compareTo(HOURS_UP_TO) <= 0 ? Step.HOUR : Step.DAY;
  }

  /**
   * The page's data.
   *
   * @param unattributed share of the calls that no trunk could be named for
   */
  ObjectNode json(List<CapacityPlan> plans, double unattributed) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("org", org)
            .put("from", from.toString())
            .put("to", to.toString())
            .put("made", now.toString())
            .put("step", step.token())
            .put("stepSeconds", step.seconds());
    totals(json.putObject("totals"));
    ArrayNode capacity = json.putArray("plans");
    plans.forEach(plan -> capacity.add(SeriesJson.of(plan)));
    ArrayNode plots = json.putArray("plots");
    List<String> lines =
        plans.stream()
            .sorted(Comparator.comparingDouble(CapacityPlan::busyHourErlangs).reversed())
            .limit(MOST_LINES)
            .map(plan -> plan.subject().name())
            .distinct()
            .toList();
    // Polls see a trunk, whatever is known of its calls.
    ArrayNode peaks = byCarrier(plots, "peaks", lines, Metric.PEAK_CALLS, Metric.PEAK_CALLS_SEEN);
    byCarrier(plots, "utilization", lines, Metric.UTILIZATION);
    ArrayNode setup = byCarrier(plots, "setup", lines, Metric.SETUP_SUCCESS);
    if (lines.size() != 1 || unattributed > 0) {
      line(peaks, ALL, SubjectKind.ORG, "*", Metric.PEAK_CALLS, Metric.PEAK_CALLS_SEEN);
      line(setup, ALL, SubjectKind.ORG, "*", Metric.SETUP_SUCCESS);
    }
    ObjectNode quality = plots.addObject().put("id", "quality").put("unit", "MOS");
    ArrayNode scores = quality.putArray("lines");
    for (Metric metric : List.of(Metric.MOS, Metric.MOS_P5, Metric.MOS_MIN)) {
      line(scores, label(metric), SubjectKind.ORG, "*", metric);
    }
    byCarrier(plots, "jitter", lines, Metric.PATH_JITTER);
    busyHours(json.putArray("busyHours"));
    return json;
  }

  private static String label(Metric metric) {
    return switch (metric) {
      case MOS_P5 -> "5 % of calls below";
      case MOS_MIN -> "worst call";
      default -> "mean";
    };
  }

  private ArrayNode byCarrier(ArrayNode plots, String id, List<String> names, Metric... greatest) {
    ObjectNode plot = plots.addObject().put("id", id).put("unit", greatest[0].unit());
    ArrayNode lines = plot.putArray("lines");
    names.forEach(name -> line(lines, name, SubjectKind.BASE, name, greatest));
    return lines;
  }

  /** The greatest of these metrics in each step. */
  private void line(
      ArrayNode lines, String label, SubjectKind kind, String named, Metric... greatest) {
    Map<Long, Double> values = new HashMap<>();
    for (Metric metric : greatest) {
      for (Series series : read(metric, kind, named)) {
        series.points().forEach(point -> values.merge(point.at(), point.value(), Math::max));
      }
    }
    if (values.isEmpty()) {
      return;
    }
    ObjectNode line = lines.addObject().put("label", label);
    ArrayNode list = line.putArray("values");
    for (long at = begin(); at < to.getEpochSecond(); at += step.seconds()) {
      list.add(values.get(at));
    }
  }

  private long begin() {
    long second = from.getEpochSecond();
    return second - Math.floorMod(second, step.seconds());
  }

  private List<Series> read(Metric metric, SubjectKind kind, String named) {
    return reader.read(
        new SeriesQuery(metric, kind, named, org, Instant.ofEpochSecond(begin()), to, step));
  }

  /** Mean traffic of each hour of the day, over the days that had any. */
  private void busyHours(ArrayNode hours) {
    double[] sums = new double[HOURS];
    int[] days = new int[HOURS];
    List<Series> traffic =
        reader.read(
            new SeriesQuery(Metric.TRAFFIC, SubjectKind.ORG, "*", org, from, to, Step.HOUR));
    for (Series series : traffic) {
      for (Series.Point point : series.points()) {
        int hour = (int) (Math.floorMod(point.at(), Step.DAY.seconds()) / Step.HOUR.seconds());
        sums[hour] += point.value();
        days[hour]++;
      }
    }
    for (int hour = 0; hour < HOURS; hour++) {
      hours.add(days[hour] == 0 ? 0 : sums[hour] / days[hour]);
    }
  }

  private void totals(ObjectNode json) {
    for (Metric metric : List.of(Metric.ATTEMPTS, Metric.FAILED, Metric.MINUTES)) {
      double sum = 0;
      for (Series series : read(metric, SubjectKind.ORG, "*")) {
        sum += series.points().stream().mapToDouble(Series.Point::value).sum();
        json.put("uncertainShare", series.uncertainShare());
      }
      json.put(metric.token(), sum);
    }
    for (Series series : read(Metric.PEAK_CALLS, SubjectKind.ORG, "*")) {
      json.put(
          Metric.PEAK_CALLS.token(),
          series.points().stream().mapToDouble(Series.Point::value).max().orElse(0));
    }
  }
}
