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
  private static final Duration HOURS_UP_TO = Duration.ofDays(45);
  private static final int HOURS = 24;

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

  ObjectNode json(List<CapacityPlan> plans) {
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
    byCarrier(plots, "peaks", Metric.PEAK_CALLS, lines);
    byCarrier(plots, "utilization", Metric.UTILIZATION, lines);
    byCarrier(plots, "setup", Metric.SETUP_SUCCESS, lines);
    ObjectNode quality = plots.addObject().put("id", "quality").put("unit", "MOS");
    ArrayNode scores = quality.putArray("lines");
    for (Metric metric : List.of(Metric.MOS, Metric.MOS_P5, Metric.MOS_MIN)) {
      line(scores, label(metric), metric, SubjectKind.ORG, "*");
    }
    byCarrier(plots, "jitter", Metric.PATH_JITTER, lines);
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

  private void byCarrier(ArrayNode plots, String id, Metric metric, List<String> names) {
    ObjectNode plot = plots.addObject().put("id", id).put("unit", metric.unit());
    ArrayNode lines = plot.putArray("lines");
    names.forEach(name -> line(lines, name, metric, SubjectKind.BASE, name));
  }

  private void line(ArrayNode lines, String label, Metric metric, SubjectKind kind, String named) {
    List<Series> found = read(metric, kind, named);
    if (found.isEmpty() || found.get(0).points().isEmpty()) {
      return;
    }
    Map<Long, Double> values = new HashMap<>();
    found.get(0).points().forEach(point -> values.put(point.at(), point.value()));
    ObjectNode line = lines.addObject().put("label", label);
    line.put("channels", found.get(0).channels());
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
