package io.trunkline.analytics;

import io.trunkline.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers questions about the time series. Thread-safe. */
public final class SeriesReader {
  private static final int NAMES_TOLD = 20;

  private final Figures figures;
  private final Subjects subjects;
  private final Capacities capacities;

  /** With what it reads and the channels that utilization is measured by. */
  public SeriesReader(Store store, Subjects subjects, Capacities capacities) {
    this.figures = new Figures(store, subjects);
    this.subjects = subjects;
    this.capacities = capacities;
  }

  /**
   * The series that a question asks for, one for each subject that it names.
   *
   * @throws InvalidQuery when the subject is unknown
   */
  public List<Series> read(SeriesQuery query) {
    Map<String, List<Subject>> byOrg =
        asked(query.org(), query.kind(), query.named()).stream()
            .collect(Collectors.groupingBy(Subject::org, TreeMap::new, Collectors.toList()));
    List<Series> all = new ArrayList<>();
    byOrg.forEach((org, of) -> all.addAll(read(of, query)));
    return all;
  }

  private List<Series> read(List<Subject> of, SeriesQuery query) {
    long from = query.from().getEpochSecond();
    long to = query.to().getEpochSecond();
    Map<Integer, List<Bucket>> buckets =
        figures.read(of, query.metric().part(), query.step(), from, to);
    List<Series> all = new ArrayList<>();
    for (Subject subject : of) {
      List<Bucket> own = buckets.getOrDefault(subject.key(), List.of());
      all.add(series(subject, own, query));
    }
    return all;
  }

  private Series series(Subject subject, List<Bucket> buckets, SeriesQuery query) {
    Integer channels = capacities.of(subject);
    List<Series.Point> points = new ArrayList<>(buckets.size());
    for (Bucket bucket : buckets) {
      if (query.metric().byCode()) {
        points.add(new Series.Point(bucket.at(), Double.NaN, query.metric().codes(bucket)));
      } else {
        Double value = query.metric().value(bucket, channels, query.step().seconds());
        if (value != null) {
          points.add(new Series.Point(bucket.at(), value, Map.of()));
        }
      }
    }
    return new Series(subject, channels, uncertain(buckets), points);
  }

  private static @Nullable Double uncertain(List<Bucket> buckets) {
    long attempts = 0;
    long uncertain = 0;
    for (Bucket bucket : buckets) {
      Bucket.Legs legs = bucket.legs();
      attempts += legs == null ? 0 : legs.attempts();
      uncertain += legs == null ? 0 : legs.uncertain();
    }
    return attempts == 0 ? null : (double) uncertain / attempts;
  }

  /**
   * The subjects with this id or name, all of the kind for {@code *}.
   *
   * @throws InvalidQuery when there is none; tells some that there are
   */
  public List<Subject> asked(@Nullable String org, SubjectKind kind, String named) {
    if (!"*".equals(named)) {
      List<Subject> found = subjects.named(org, kind, named);
      if (found.isEmpty()) {
        throw unknown(org, kind, named);
      }
      return found;
    }
    List<Subject> all = subjects.all();
    if (org != null && all.stream().noneMatch(subject -> subject.org().equals(org))) {
      throw unknownOrg(org, all);
    }
    return all.stream()
        .filter(subject -> subject.kind() == kind && (org == null || subject.org().equals(org)))
        .sorted(Comparator.comparing(Subject::name).thenComparing(Subject::id))
        .toList();
  }

  private static InvalidQuery unknownOrg(String org, List<Subject> all) {
    List<String> seen = all.stream().map(Subject::org).distinct().sorted().toList();
    return new InvalidQuery(
        SubjectKind.ORG.token(),
        org,
        seen.isEmpty()
            ? "nothing has been seen of any org yet"
            : "nothing has been seen of an org of this name; seen were " + String.join(", ", seen),
        "Correct the name; of a new org, wait for the service's first pull.");
  }

  private InvalidQuery unknown(@Nullable String org, SubjectKind kind, String named) {
    List<String> names = asked(org, kind, "*").stream().map(Subject::name).distinct().toList();
    String known =
        names.isEmpty()
            ? "there is none yet: nothing has been pulled"
            : "known are "
                + String.join(", ", names.subList(0, Math.min(NAMES_TOLD, names.size())));
    return new InvalidQuery(
        kind.token(),
        named,
        "no %s has this id or name; %s".formatted(kind.token(), known),
        "Name one of them, or * for all.");
  }

  /**
   * Share of the orgs' attempts, 0 to 1, that no trunk could be named for: they count for edge and
   * org and are missing from the figures of trunks, trunk bases and sites.
   *
   * @return null when there were no attempts
   */
  public @Nullable Double unattributed(List<String> orgs, Step step, Instant from, Instant to) {
    long attempts = 0;
    long ofNoTrunk = 0;
    for (String org : orgs) {
      Figures.Unattributed found =
          figures.unattributed(org, step, from.getEpochSecond(), to.getEpochSecond());
      attempts += found.attempts();
      ofNoTrunk += found.ofNoTrunk();
    }
    return attempts == 0 ? null : (double) ofNoTrunk / attempts;
  }

  Figures figures() {
    return figures;
  }

  Capacities capacities() {
    return capacities;
  }
}
