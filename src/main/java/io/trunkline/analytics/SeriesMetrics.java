package io.trunkline.analytics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest figures as gauges for Prometheus, in its base units: shares from 0 to 1, seconds. Each
 * has the labels {@code org}, {@code kind}, {@code id} and {@code name}. Above a number of subjects
 * only orgs and sites are told, so that a large org does not flood who scrapes. What was not seen
 * lately has no row. Thread-safe.
 */
public final class SeriesMetrics {
  private static final double PERCENT = 100;
  private static final double MILLIS = 1_000;
  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final Duration HOURS = Duration.ofHours(3);
  private static final Set<SubjectKind> ALWAYS = Set.of(SubjectKind.ORG, SubjectKind.SITE);
  private static final Set<SubjectKind> MANY = Set.of(SubjectKind.BASE, SubjectKind.TRUNK);

  private final SeriesReader reader;
  private final Subjects subjects;
  private final int most;
  private final Clock clock;
  private final Map<Told, MultiGauge> gauges = new EnumMap<>(Told.class);
  private final MultiGauge channels;
  private final AtomicInteger leftOut = new AtomicInteger();

  /** A figure, and what it is called. */
  private enum Told {
    CALLS(Metric.CALLS, "calls", 1, "Calls now"),
    UTILIZATION(Metric.UTILIZATION, "utilization.ratio", PERCENT, "Calls now by channels"),
    ATTEMPTS(Metric.ATTEMPTS, "attempts", 1, "Attempts of the newest hour"),
    SETUP(Metric.SETUP_SUCCESS, "setup.success.ratio", PERCENT, "Network effectiveness (NER)"),
    ANSWER(Metric.ANSWER_RATIO, "answer.ratio", PERCENT, "Answer-seizure ratio (ASR)"),
    PEAK(Metric.PEAK_CALLS, "peak.calls", 1, "Most calls at once in the newest hour"),
    TRAFFIC(Metric.TRAFFIC, "traffic.erlangs", 1, "Carried traffic of the newest hour"),
    MOS(Metric.MOS, "mos", 1, "Mean of the calls' least mean opinion scores"),
    LATENCY(Metric.LATENCY, "latency.seconds", MILLIS, "Mean of the calls' greatest latencies"),
    LOSS(Metric.PACKET_LOSS, "packet.loss.ratio", PERCENT, "Discarded of the packets that came"),
    PATH_RTT(Metric.PATH_RTT, "path.rtt.seconds", MILLIS, "Round trip of our SIP checks"),
    PATH_JITTER(Metric.PATH_JITTER, "path.jitter.seconds", MILLIS, "Jitter of our SIP checks"),
    PATH_LOSS(Metric.PATH_LOSS, "path.loss.ratio", PERCENT, "SIP checks without an answer");

    private final Metric metric;
    private final String name;
    private final double unit;
    private final String text;

    Told(Metric metric, String name, double unit, String text) {
      this.metric = metric;
      this.name = "trunkline." + name;
      this.unit = unit;
      this.text = text;
    }
  }

  /**
   * Gauges in this registry.
   *
   * @param most trunks and trunk bases that are told one by one
   */
  public SeriesMetrics(
      MeterRegistry registry, SeriesReader reader, Subjects subjects, int most, Clock clock) {
    this.reader = reader;
    this.subjects = subjects;
    this.most = most;
    this.clock = clock;
    for (Told told : Told.values()) {
      gauges.put(told, MultiGauge.builder(told.name).description(told.text).register(registry));
    }
    channels =
        MultiGauge.builder("trunkline.channels")
            .description("Configured channels")
            .register(registry);
    Gauge.builder("trunkline.series.left.out", leftOut, AtomicInteger::get)
        .description("Trunks and trunk bases that are told with their site only")
        .register(registry);
  }

  /** Reads the newest figures. */
  public void refresh() {
    List<Subject> all = told();
    Map<Told, List<MultiGauge.Row<?>>> rows = new EnumMap<>(Told.class);
    List<MultiGauge.Row<?>> ofChannels = new ArrayList<>();
    for (Told told : Told.values()) {
      rows.put(told, new ArrayList<>());
    }
    Map<String, List<Subject>> byOrg =
        all.stream()
            .collect(Collectors.groupingBy(Subject::org, TreeMap::new, Collectors.toList()));
    for (List<Subject> of : byOrg.values()) {
      Map<Integer, Bucket> calls = newest(of, Metric.Part.CALLS, Step.MINUTE, MINUTES);
      Map<Integer, Bucket> legs = newest(of, Metric.Part.LEGS, Step.HOUR, HOURS);
      Map<Integer, Bucket> paths = newest(of, Metric.Part.PATH, Step.HOUR, HOURS);
      for (Subject subject : of) {
        Tags tags = tags(subject);
        Integer configured = reader.capacities().of(subject);
        if (configured != null) {
          ofChannels.add(MultiGauge.Row.of(tags, configured));
        }
        for (Told told : Told.values()) {
          Bucket bucket =
              switch (told.metric.part()) {
                case PATH -> paths.get(subject.key());
                case LEGS, COUNTS -> legs.get(subject.key());
                case CALLS, BOTH -> calls.get(subject.key());
              };
          Double value = value(told, bucket, configured);
          if (value != null) {
            rows.computeIfAbsent(told, any -> new ArrayList<>())
                .add(MultiGauge.Row.of(tags, value));
          }
        }
      }
    }
    gauges.forEach((told, gauge) -> gauge.register(rows.getOrDefault(told, List.of()), true));
    channels.register(ofChannels, true);
  }

  private static @Nullable Double value(
      Told told, @Nullable Bucket bucket, @Nullable Integer configured) {
    if (bucket == null) {
      return null;
    }
    Double value = told.metric.value(bucket, configured, Step.HOUR.seconds());
    return value == null ? null : value / told.unit;
  }

  private List<Subject> told() {
    List<Subject> all =
        subjects.all().stream()
            .filter(one -> ALWAYS.contains(one.kind()) || MANY.contains(one.kind()))
            .toList();
    List<Subject> few = all.stream().filter(one -> ALWAYS.contains(one.kind())).toList();
    int many = all.size() - few.size();
    leftOut.set(many > most ? many : 0);
    return many > most ? few : all;
  }

  /** The newest bucket of each subject, by its key. */
  private Map<Integer, Bucket> newest(
      List<Subject> of, Metric.Part part, Step step, Duration back) {
    long now = clock.instant().getEpochSecond();
    long to = now - Math.floorMod(now, step.seconds()) + step.seconds();
    Map<Integer, Bucket> newest = new TreeMap<>();
    reader
        .figures()
        .read(of, part, step, to - back.toSeconds() - step.seconds(), to)
        .forEach(
            (key, buckets) -> {
              if (!buckets.isEmpty()) {
                newest.put(key, buckets.get(buckets.size() - 1));
              }
            });
    return newest;
  }

  private static Tags tags(Subject subject) {
    return Tags.of(
        "org", subject.org(),
        "kind", subject.kind().token(),
        "id", subject.id(),
        "name", subject.name());
  }
}
