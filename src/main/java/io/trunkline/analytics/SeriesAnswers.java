package io.trunkline.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Answers of the API and of the commands, from the same parameters. Every answer tells whether an
 * org is simulated, what is known to be missing, how many hours wait to be rolled up and which
 * share of the calls no trunk could be named for. Thread-safe.
 */
public final class SeriesAnswers {
  private static final int USUAL_DAYS = 28;
  private static final double USUAL_TARGET = 0.01;

  private final SeriesReader reader;
  private final CapacityPlanning planning;
  private final PullLedger ledger;
  private final RollUps rollUps;
  private final Subjects subjects;
  private final Predicate<String> simulated;
  private final Clock clock;

  /**
   * With what answers are made of.
   *
   * @param simulated whether the org of this name is the simulator
   */
  public SeriesAnswers(
      SeriesReader reader,
      PullLedger ledger,
      RollUps rollUps,
      Subjects subjects,
      Predicate<String> simulated,
      Clock clock) {
    this.reader = reader;
    this.planning = new CapacityPlanning(reader);
    this.ledger = ledger;
    this.rollUps = rollUps;
    this.subjects = subjects;
    this.simulated = simulated;
    this.clock = clock;
  }

  /**
   * {@code GET /api/series}.
   *
   * @throws InvalidQuery when a parameter is wrong
   */
  public ObjectNode series(Map<String, String> parameters) {
    SeriesQuery query = SeriesQuery.of(parameters, clock.instant());
    List<Series> all = reader.read(query);
    ObjectNode json = SeriesJson.of(query, all);
    return known(json, orgs(all.stream().map(Series::subject).toList()), query);
  }

  /**
   * {@code GET /api/series?format=csv}.
   *
   * @throws InvalidQuery when a parameter is wrong
   */
  public String csv(Map<String, String> parameters) {
    SeriesQuery query = SeriesQuery.of(parameters, clock.instant());
    return SeriesJson.csv(query, reader.read(query));
  }

  /**
   * {@code GET /api/capacity}: plans of the named subjects, of all trunk bases unless one is named.
   *
   * @throws InvalidQuery when a parameter is wrong
   */
  public ObjectNode capacity(Map<String, String> parameters) {
    SeriesQuery query = hours(parameters);
    double target = target(parameters.getOrDefault("blocking", String.valueOf(USUAL_TARGET)));
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", query.from().toString())
            .put("to", query.to().toString());
    ArrayNode list = json.putArray("plans");
    List<Subject> of = reader.asked(query.org(), query.kind(), query.named());
    plans(of, query, target).forEach(plan -> list.add(SeriesJson.of(plan)));
    return known(json, orgs(of), query);
  }

  /**
   * {@code GET /api/report}: the page of {@code ./trunkline report}.
   *
   * @throws InvalidQuery when a parameter is wrong, or nothing was ever seen
   */
  public String report(Map<String, String> parameters) {
    SeriesQuery query = hours(parameters);
    List<String> orgs = orgs(reader.asked(query.org(), SubjectKind.ORG, "*"));
    if (orgs.isEmpty()) {
      throw new InvalidQuery(
          "org",
          String.valueOf(query.org()),
          "nothing has been seen of this org yet",
          "Start the service with pulls switched on, and wait for the first one.");
    }
    String org = orgs.get(0);
    List<CapacityPlan> plans = plans(reader.asked(org, SubjectKind.BASE, "*"), query, USUAL_TARGET);
    Double unattributed = reader.unattributed(List.of(org), query.step(), query.from(), query.to());
    ObjectNode data =
        new ReportData(reader, org, query.from(), query.to(), clock.instant())
            .json(plans, unattributed == null ? 0 : unattributed);
    return ReportPage.of(known(data, List.of(org), query));
  }

  private List<CapacityPlan> plans(List<Subject> of, SeriesQuery query, double target) {
    Map<String, List<Subject>> byOrg =
        of.stream().collect(Collectors.groupingBy(Subject::org, TreeMap::new, Collectors.toList()));
    List<CapacityPlan> plans = new ArrayList<>();
    byOrg
        .values()
        .forEach(each -> plans.addAll(planning.plan(each, query.from(), query.to(), target)));
    return plans;
  }

  private SeriesQuery hours(Map<String, String> parameters) {
    Map<String, String> whole = new HashMap<>(parameters);
    whole.put("metric", Metric.TRAFFIC.token());
    whole.put("step", Step.HOUR.token());
    if (parameters.keySet().stream()
        .noneMatch(name -> SubjectKind.of(name).isPresent() && !"org".equals(name))) {
      whole.put(SubjectKind.BASE.token(), "*");
    }
    if (!parameters.containsKey("from")) {
      Instant to =
          parameters.containsKey("to")
              ? SeriesQuery.time("to", parameters.get("to"))
              : clock.instant();
      whole.put("from", to.minus(Duration.ofDays(USUAL_DAYS)).toString());
    }
    return SeriesQuery.of(whole, clock.instant());
  }

  private static double target(String text) {
    try {
      double target = Double.parseDouble(text);
      if (target > 0 && target < 1) {
        return target;
      }
    } catch (NumberFormatException e) {
      // answered below, as numbers out of range are
    }
    throw new InvalidQuery(
        "blocking", text, "blocking is a share between 0 and 1", "0.01 for one call in a hundred.");
  }

  private static List<String> orgs(List<Subject> of) {
    return of.stream().map(Subject::org).distinct().sorted().toList();
  }

  private ObjectNode known(ObjectNode json, List<String> orgs, SeriesQuery query) {
    Instant from = query.from();
    Instant to = query.to();
    json.put("simulated", orgs.stream().anyMatch(simulated));
    List<PullLedger.Gap> gaps = new ArrayList<>();
    int pending = 0;
    for (String org : orgs) {
      gaps.addAll(ledger.openGaps(org, null, from, to));
      pending += rollUps.pending(subjects, org, from.getEpochSecond(), to.getEpochSecond());
    }
    json.put("pendingHours", pending);
    json.put("unattributedShare", reader.unattributed(orgs, query.step(), from, to));
    return json.set("gaps", SeriesJson.gaps(gaps));
  }
}
