package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of the time-series store on every database. */
abstract class SeriesStoreContract {
  static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
  static final List<TrunkRef> TRUNKS =
      List.of(
          new TrunkRef(
              "t1",
              "acme",
              "b1",
              "e1",
              "edge one",
              "s1",
              "Berlin",
              List.of("sip.acme.example:5061")),
          new TrunkRef(
              "t2",
              "acme",
              "b1",
              "e2",
              "edge two",
              "s1",
              "Berlin",
              List.of("sip.acme.example:5061")),
          new TrunkRef("t3", "other", "b2", "e2", "edge two", "s2", "Rome", List.of()));

  final String org = "org-" + UUID.randomUUID();
  Subjects subjects;
  SeriesWriter writer;
  RollUps rollUps;

  abstract Store store();

  @BeforeEach
  void prepare() {
    subjects = new Subjects(store());
    AttributionRules rules = new AttributionRules(Map.of("acme", List.of("+4930")), List.of());
    writer = new SeriesWriter(store(), subjects, rules);
    rollUps = new RollUps(store());
    writer.trunks(org, TRUNKS);
  }

  @Test
  void rowsInAnyOrderAndAnyOftenMakeTheSameRollUps() {
    Random random = new Random(7);
    List<ConversationLeg> legs = Legs.random(random, START, 400);
    List<MinuteSample> samples = new ArrayList<>();
    for (int minute = 0; minute < 60 * 30; minute++) {
      for (String trunk : List.of("t1", "t2", "t3")) {
        samples.add(
            new MinuteSample(
                trunk,
                START.plusSeconds(minute * 60L + random.nextInt(60)),
                random.nextInt(9),
                random.nextInt(9),
                1));
      }
    }
    List<List<MinuteSample>> sampleParts = parts(random, samples);
    List<List<ConversationLeg>> legParts = parts(random, legs);
    for (int i = 0; i < legParts.size(); i++) {
      writer.legs(org, legParts.get(i));
      writer.samples(org, sampleParts.get(i));
      if (random.nextInt(3) == 0) {
        rollUps.refresh();
      }
    }
    rollUps.refresh();

    assertThat(rows("select count(*) from series_leg where org = " + subjects.org(org)))
        .containsExactly((long) legs.size());
    RollUpModel model = new RollUpModel(org, TRUNKS, legs, samples);
    for (String table : List.of("hour", "day")) {
      long width = table.equals("hour") ? 3600 : 86400;
      assertThat(legRows(table)).as(table).containsExactlyInAnyOrderElementsOf(model.legs(width));
      assertThat(callRows(table)).as(table).containsExactlyInAnyOrderElementsOf(model.calls(width));
    }
  }

  @Test
  void aCorrectionReplacesTheRowAndAnOlderOneDoesNot() {
    Instant at = START.plusSeconds(20);
    writer.samples(org, List.of(new MinuteSample("t1", at, 5, 5, null)));
    writer.samples(org, List.of(new MinuteSample("t1", at.minusSeconds(10), 1, 1, null)));
    rollUps.refresh();
    assertThat(callRows("hour")).contains("trunk t1 " + START.getEpochSecond() + " 1 10 10 5 5");

    writer.samples(org, List.of(new MinuteSample("t1", at.plusSeconds(10), 2, 2, null)));
    rollUps.refresh();
    assertThat(callRows("hour")).contains("trunk t1 " + START.getEpochSecond() + " 1 4 4 2 2");
  }

  @Test
  void jitterIsTheMeanStepFromOneRoundTripToTheNext() {
    List<PathCheck> checks = new ArrayList<>();
    Double[] rtts = {10.0, 14.0, null, 12.0, 12.0};
    for (int i = 0; i < rtts.length; i++) {
      checks.add(
          new PathCheck("sip:sip.acme.example;transport=tls", START.plusSeconds(60L * i), rtts[i]));
    }
    writer.paths(org, checks);
    rollUps.refresh();

    String sql =
        "select s.kind, s.name, p.checks, p.lost, p.rtt_min, p.rtt_max, p.jitter_sum, p.jitter_count"
            + " from series_path_hour p join series_subject s on s.id = p.subject where s.org = "
            + subjects.org(org);
    assertThat(strings(sql))
        .contains("target sip:sip.acme.example;transport=tls 5 1 10.0 14.0 6.0 3")
        .contains("base acme 5 1 10.0 14.0 6.0 3")
        .contains("site Berlin 5 1 10.0 14.0 6.0 3");
  }

  /** Minutes are made when they are asked for, hours beforehand: they must tell the same. */
  @Test
  void minutesAddUpToTheirHour() {
    writer.legs(org, Legs.random(new Random(3), START, 300));
    rollUps.refresh();
    Figures figures = new Figures(store(), subjects);
    Subject base = subjects.subject(org, SubjectKind.BASE, "b1", "acme");
    Subject whole = subjects.subject(org, SubjectKind.ORG, org, org);
    long from = START.getEpochSecond() + 20 * 3_600;
    long to = from + 6 * 3_600;
    for (Subject subject : List.of(base, whole)) {
      List<Bucket> minutes = legs(figures, subject, Step.MINUTE, from, to);
      assertThat(minutes).hasSizeGreaterThan(100);
      for (Bucket hour : legs(figures, subject, Step.HOUR, from, to)) {
        List<Bucket.Legs> of =
            minutes.stream()
                .filter(minute -> minute.at() >= hour.at() && minute.at() < hour.at() + 3_600)
                .map(Bucket::legs)
                .toList();
        assertThat(of.stream().mapToLong(Bucket.Legs::occupiedMillis).sum())
            .isEqualTo(hour.legs().occupiedMillis());
        assertThat(of.stream().mapToLong(Bucket.Legs::talkMillis).sum())
            .isEqualTo(hour.legs().talkMillis());
        assertThat(of.stream().mapToInt(Bucket.Legs::attempts).sum())
            .isEqualTo(hour.legs().attempts());
        assertThat(of.stream().mapToInt(Bucket.Legs::peak).max()).hasValue(hour.legs().peak());
      }
    }
  }

  /**
   * Edge e2 has two trunks: a call of it without a known number belongs to none, counts for its org
   * and edge, and is told as a share, so that nobody takes the trunks' figures for all there was.
   */
  @Test
  void callsThatNoTrunkCouldBeNamedForAreToldAsAShare() {
    writer.legs(
        org,
        List.of(
            leg(1, "e1", "tel:+39061234"),
            leg(2, "e2", "tel:+493012345"),
            leg(3, "e2", "tel:+39061234"),
            leg(4, "e2", null)));
    rollUps.refresh();
    SeriesReader reader = new SeriesReader(store(), subjects, new Capacities(Map.of()));
    Instant to = START.plus(Duration.ofDays(1));

    for (Step step : Step.values()) {
      assertThat(reader.unattributed(List.of(org), step, START.plusSeconds(60), to)).isEqualTo(0.5);
      assertThat(reader.unattributed(List.of(org), step, to, to.plusSeconds(3_600))).isNull();
    }
    assertThat(attempts(reader, "base", "other")).isEmpty();
    assertThat(attempts(reader, "base", "acme")).containsExactly(2.0);
    assertThat(attempts(reader, "edge", "e2")).containsExactly(3.0);
  }

  private static ConversationLeg leg(int number, String edge, @Nullable String dnis) {
    Instant begun = START.plusSeconds(number);
    String id = UUID.randomUUID().toString();
    return new ConversationLeg(
        id,
        id,
        true,
        begun,
        null,
        begun.plusSeconds(30),
        null,
        16,
        "peer",
        edge,
        null,
        dnis,
        null,
        null);
  }

  private List<Double> attempts(SeriesReader reader, String kind, String named) {
    Map<String, String> asked =
        Map.of(
            "metric",
            "attempts",
            kind,
            named,
            "org",
            org,
            "from",
            START.toString(),
            "to",
            START.plus(Duration.ofDays(1)).toString());
    return reader.read(SeriesQuery.of(asked, START)).get(0).points().stream()
        .map(Series.Point::value)
        .toList();
  }

  private static List<Bucket> legs(
      Figures figures, Subject subject, Step step, long from, long to) {
    return figures
        .read(List.of(subject), Metric.Part.LEGS, step, from, to)
        .getOrDefault(subject.key(), List.of());
  }

  @Test
  void whatIsTooOldGoesAndWhatWasMadeOfItStays() {
    Instant old = START.minus(Duration.ofDays(800));
    for (Instant at : List.of(old, START, START.plus(Duration.ofDays(40)))) {
      writer.samples(org, List.of(new MinuteSample("t1", at.plusSeconds(7), 3, 4, null)));
    }
    Clock now = Clock.fixed(START.plus(Duration.ofDays(41)), ZoneOffset.UTC);
    new SeriesUpkeep(store(), rollUps, Duration.ofDays(30), Duration.ofDays(730), now).forget();

    String trunk = "(select id from series_subject where external_id = 't1' and org = %d)";
    String of = trunk.formatted(subjects.org(org));
    assertThat(rows("select at from series_sample where trunk = " + of))
        .containsExactly(START.plus(Duration.ofDays(40)).getEpochSecond());
    assertThat(rows("select at from series_calls_hour where subject = " + of + " order by at"))
        .containsExactly(START.getEpochSecond(), START.plus(Duration.ofDays(40)).getEpochSecond());
    assertThat(rows("select at from series_calls_day where subject = " + of)).hasSize(3);
  }

  /** Cuts a list into parts that overlap, out of order. */
  private static <T> List<List<T>> parts(Random random, List<T> all) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    List<List<T>> parts = new ArrayList<>();
    int size = all.size() / 8;
    for (int from = 0; from < all.size(); from += size) {
      parts.add(shuffled.subList(from, Math.min(all.size(), from + 2 * size)));
    }
    Collections.shuffle(parts, random);
    return parts;
  }

  private List<String> callRows(String step) {
    return strings(
        "select s.kind, s.external_id, c.at, c.samples, c.calls, c.peak, c.peak_inbound, c.peak_outbound"
            + " from series_calls_%s c join series_subject s on s.id = c.subject where s.org = %d"
                .formatted(step, subjects.org(org)));
  }

  private List<String> legRows(String step) {
    return strings(
        ("select s.kind, s.external_id, c.at, c.attempts, c.connected, c.failed, c.uncertain, c.occupied_millis,"
                + " c.talk_millis, c.peak, c.mos_min, c.mos_count, c.latency_max, c.received, c.discarded"
                + " from series_legs_%s c join series_subject s on s.id = c.subject where s.org = %d")
            .formatted(step, subjects.org(org)));
  }

  private List<String> strings(String sql) {
    return store()
        .read(
            jdbc ->
                jdbc.sql(sql)
                    .query(
                        (row, number) -> {
                          List<String> cells = new ArrayList<>();
                          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            cells.add(String.valueOf(row.getObject(i)));
                          }
                          return String.join(" ", cells);
                        })
                    .list());
  }

  final List<Long> rows(String sql) {
    return store().read(jdbc -> jdbc.sql(sql).query(Long.class).list());
  }
}
