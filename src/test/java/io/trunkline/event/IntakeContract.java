package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.support.SqlArrayValue;

/** What the intake promises on either database. */
abstract class IntakeContract {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  final String org = "org-" + UUID.randomUUID();
  private final Source hook = new Source(SourceKind.HOOK, org);

  abstract Store store();

  private TrunkIntake intake() {
    return new TrunkIntake(
        store(), new Outbox(store(), Clock.systemUTC()), FlapRule.OFF, 10_000, Clock.systemUTC());
  }

  private TrunkHistory history() {
    return new TrunkHistory(store(), FlapRule.OFF, Clock.systemUTC());
  }

  private Observation connected(String trunk, String id, int second, boolean connected) {
    return new Observation(
        org,
        new TrunkRef(trunk, "carrier-a", "edge-1"),
        hook,
        id,
        START.plusSeconds(second),
        START.plusSeconds(second + 1),
        PartialState.connected(connected),
        "{\"n\":" + second + "}");
  }

  private static List<Receipt> given(Intake intake, List<Observation> seen) throws Exception {
    return intake.accept(seen).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private List<String> told(String type) {
    return store()
        .read(
            jdbc ->
                jdbc.sql("select data from outbox where source = ? and type = ? order by seq")
                    .params("/orgs/" + org, type)
                    .query(String.class)
                    .list());
  }

  /** How the database looks up keys of events. */
  String planOfKeys() {
    return plan(EventTable.KNOWN, "x", new SqlArrayValue("varchar", "a", "b"));
  }

  String planOfStates() {
    return plan(StateTable.STATES, "x", new SqlArrayValue("varchar", "a", "b"));
  }

  String planOfTimeline() {
    return plan(TrunkHistory.KEPT, 1L, OffsetDateTime.now(ZoneOffset.UTC), "x", "t");
  }

  /** How the database would answer, in one line. */
  String plan(String sql, Object... params) {
    List<String> lines =
        store().read(jdbc -> jdbc.sql("explain " + sql).params(params).query(String.class).list());
    return String.join(" ", lines).replaceAll("\\s+", " ");
  }

  @Test
  void anEventCountsOnceHoweverOftenItIsSent() throws Exception {
    Intake intake = intake();
    Observation down = connected("t1", "e1", 10, false);
    assertThat(given(intake, List.of(down, down)))
        .containsExactly(Receipt.ACCEPTED, Receipt.DUPLICATE);
    assertThat(given(intake(), List.of(down))).containsExactly(Receipt.DUPLICATE);
    assertThat(told("io.trunkline.trunk.event")).hasSize(1);
    assertThat(told("io.trunkline.trunk.state")).hasSize(1);
  }

  @Test
  void anEventWithoutAnIdIsKnownByItsText() throws Exception {
    Observation one = connected("t1", null, 10, false);
    Observation other = connected("t1", null, 11, false);
    assertThat(given(intake(), List.of(one, other, one)))
        .containsExactly(Receipt.ACCEPTED, Receipt.ACCEPTED, Receipt.DUPLICATE);
  }

  @Test
  void lateEventsTakeTheirPlaceInTheTimelineAndLeaveTheStateAlone() throws Exception {
    Intake intake = intake();
    given(intake, List.of(connected("t1", "1", 10, true), connected("t1", "3", 30, true)));
    given(intake, List.of(connected("t1", "2", 20, false)));
    TrunkState state = history().state(org, "t1").orElseThrow();
    assertThat(state.status()).isEqualTo(TrunkStatus.UP);
    var entries = history().timeline(state, START, START.plusSeconds(100), false, 100);
    assertThat(entries)
        .extracting(entry -> entry.path("state").asText())
        .containsExactly("up", "down", "up");
    assertThat(entries)
        .extracting(entry -> entry.path("at").asText())
        .containsExactly("2026-03-01T00:00:10Z", "2026-03-01T00:00:20Z", "2026-03-01T00:00:30Z");
  }

  @Test
  void manyCallersAtOnceEachGetTheirReceiptAndTheOrderOfATrunkIsKept() throws Exception {
    Intake intake = intake();
    List<java.util.concurrent.CompletableFuture<List<Receipt>>> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      all.add(
          intake
              .accept(List.of(connected("t" + i % 7, "e" + i, i, i % 2 == 0)))
              .toCompletableFuture());
    }
    for (var each : all) {
      assertThat(each.get(60, TimeUnit.SECONDS)).containsExactly(Receipt.ACCEPTED);
    }
    List<String> events = told("io.trunkline.trunk.event");
    assertThat(events).hasSize(2_000);
    for (int trunk = 0; trunk < 7; trunk++) {
      String mark = "\"trunk\":\"t" + trunk + "\"";
      List<String> mine = events.stream().filter(data -> data.contains(mark)).toList();
      List<String> ids =
          mine.stream().map(data -> data.replaceAll(".*\"eventId\":\"([^\"]+)\".*", "$1")).toList();
      int first = trunk;
      assertThat(ids)
          .isEqualTo(
              IntStream.range(0, 2_000)
                  .filter(i -> i % 7 == first)
                  .mapToObj(i -> "e" + i)
                  .toList());
    }
  }

  @Test
  void whatADatabaseWouldRefuseIsTakenAndTakesNobodyWithIt() throws Exception {
    Observation odd =
        new Observation(
            org,
            new TrunkRef("t\0\ud800" + "x".repeat(1_000), "n".repeat(2_000), "e".repeat(900)),
            hook,
            "i\0d" + "y".repeat(2_000),
            Instant.MAX,
            START,
            PartialState.connected(true),
            "\0\ud800");
    assertThat(given(intake(), List.of(odd, connected("t1", "1", 1, true), odd)))
        .containsExactly(Receipt.ACCEPTED, Receipt.ACCEPTED, Receipt.DUPLICATE);
  }

  @Test
  void timesAreKeptToTheNearestMicrosecond() throws Exception {
    Instant time = START.plusNanos(123_456_789);
    Observation seen =
        new Observation(
            org, TrunkRef.id("t"), hook, "n", time, time, PartialState.connected(true), "{}");
    assertThat(given(intake(), List.of(seen))).containsExactly(Receipt.ACCEPTED);
    List<Instant> kept =
        store()
            .read(
                jdbc ->
                    jdbc.sql(
                            "select event_time from trunk_event where org = ? union select time from"
                                + " outbox where source = ?")
                        .params(org, "/orgs/" + org)
                        .query((row, i) -> row.getObject(1, OffsetDateTime.class).toInstant())
                        .list());
    assertThat(kept).containsExactly(START.plusNanos(123_457_000));
  }

  @Test
  void pollsThatRepeatThemselvesLeaveNoEvents() throws Exception {
    Source poll = new Source(SourceKind.POLL, org);
    Intake intake = intake();
    for (int i = 0; i < 3; i++) {
      Instant at = START.plusSeconds(i * 60L);
      given(
          intake,
          List.of(
              new Observation(
                  org,
                  TrunkRef.id("p1"),
                  poll,
                  "poll-" + i,
                  null,
                  at,
                  PartialState.connected(true),
                  "{}")));
    }
    assertThat(told("io.trunkline.trunk.event")).hasSize(1);
    assertThat(history().state(org, "p1").orElseThrow().seenAt()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void aCheckThatKnowsOnlyTheNameCountsForTheTrunksOfThatName() throws Exception {
    Intake intake = intake();
    given(intake, List.of(connected("t1", "1", 1, true), connected("t2", "2", 1, true)));
    Observation failed =
        new Observation(
            org,
            TrunkRef.name("carrier-a"),
            new Source(SourceKind.CHECK, "sip"),
            null,
            START.plusSeconds(5),
            START.plusSeconds(5),
            PartialState.proxies(
                List.of(new ProxyStatus("sip.example:5061", false, null, "timeout")), null),
            "{}");
    given(intake, List.of(failed));
    for (String trunk : List.of("t1", "t2")) {
      TrunkState state = history().state(org, trunk).orElseThrow();
      assertThat(state.status()).isEqualTo(TrunkStatus.DEGRADED);
      assertThat(state.reason()).contains("sip.example:5061 (timeout)");
    }
  }

  @Test
  void aGapShowsInTheTimeline() throws Exception {
    Intake intake = intake();
    given(intake, List.of(connected("t1", "1", 1, true)));
    intake
        .gap(org, new Source(SourceKind.CHANNEL, org), START, START.plusSeconds(60), "socket lost")
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    TrunkState state = history().state(org, "t1").orElseThrow();
    assertThat(history().timeline(state, START, START.plus(Duration.ofHours(1)), false, 10))
        .anySatisfy(
            entry -> {
              assertThat(entry.path("kind").asText()).isEqualTo("gap");
              assertThat(entry.path("reason").asText()).isEqualTo("socket lost");
            });
  }

  private List<Map<String, Object>> places() {
    return store()
        .read(
            jdbc -> jdbc.sql("select id, place from trunk_event order by id").query().listOfRows());
  }

  /** What the migration makes of events that were there before. */
  @Test
  void eventsOfAnOlderVersionAreFoundByTheirTrunks() throws Exception {
    Observation none =
        new Observation(
            org, TrunkRef.NONE, hook, "none", null, START, PartialState.NOTHING, "{\"b\":2}");
    Observation far = connected("Zürich 東京 \uD83D\uDCDE", "far", 1, true);
    given(intake(), List.of(far, none, connected("t1", null, 2, true)));
    var before = places();
    String migration = migration();
    int rows =
        store()
            .commits()
            .commit(
                jdbc -> {
                  jdbc.sql("update trunk_event set place = 0").update();
                  return jdbc.sql(migration).update();
                });
    assertThat(rows).isGreaterThanOrEqualTo(3);
    assertThat(places()).isEqualTo(before);
  }

  /** The statement that fills the column. */
  private String migration() throws IOException {
    String folder = store().isExclusive() ? "embedded" : "postgresql";
    String sql =
        new ClassPathResource("db/" + folder + "/V12__short_event_index.sql")
            .getContentAsString(StandardCharsets.UTF_8);
    int from = sql.indexOf("update trunk_event");
    return sql.substring(from, sql.indexOf(';', from));
  }

  @Test
  void anEventOfNoTrunkIsKeptAndSeen() throws Exception {
    Observation strange =
        new Observation(
            org, TrunkRef.NONE, hook, "s1", null, Instant.now(), PartialState.NOTHING, "{\"a\":1}");
    given(intake(), List.of(strange));
    assertThat(history().events("unreadable", null, 100))
        .anySatisfy(event -> assertThat(event.path("org").asText()).isEqualTo(org));
    assertThat(told("io.trunkline.event.unreadable")).hasSize(1);
  }

  @Test
  void aTrunkOfWhichNothingIsHeardIsUnknownUntilSomethingIs() throws Exception {
    Intake intake = intake();
    given(intake, List.of(connected("q1", "1", 1, true)));
    Upkeep.Limits limits =
        new Upkeep.Limits(Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofDays(7));
    new Upkeep(store(), intake, limits, Clock.systemUTC()).markStale();
    TrunkState quiet = history().state(org, "q1").orElseThrow();
    assertThat(quiet.status()).isEqualTo(TrunkStatus.UNKNOWN);
    assertThat(quiet.reason()).startsWith("nothing was heard of it since 2026-03-01T00:00:02Z");
    assertThat(told("io.trunkline.trunk.state")).hasSize(2);

    given(intake, List.of(connected("q1", "2", 2, true)));
    assertThat(history().state(org, "q1").orElseThrow().status()).isEqualTo(TrunkStatus.UP);
  }

  @Test
  void whatIsOldIsForgottenAndWhatIsNotIsKept() throws Exception {
    Intake intake = intake();
    Observation old = connected("f1", "old", 1, true);
    Observation recent =
        new Observation(
            org,
            TrunkRef.id("f1"),
            hook,
            "recent",
            null,
            Instant.now(),
            PartialState.connected(false),
            "{}");
    given(intake, List.of(old, recent));
    Upkeep.Limits limits =
        new Upkeep.Limits(Duration.ofMinutes(15), Upkeep.SHORTEST_MEMORY, Duration.ofDays(7));
    new Upkeep(store(), intake, limits, Clock.systemUTC()).forget();
    assertThat(given(intake, List.of(recent))).containsExactly(Receipt.DUPLICATE);
    assertThat(given(intake, List.of(old))).containsExactly(Receipt.ACCEPTED);
    assertThat(told("io.trunkline.trunk.event")).hasSizeGreaterThanOrEqualTo(3);
  }

  /** More than are deleted together. */
  private static final int MANY = 6_000;

  private void forgetIn(Duration ahead) {
    Upkeep.Limits limits =
        new Upkeep.Limits(Duration.ofMinutes(15), Upkeep.SHORTEST_MEMORY, Duration.ofDays(7));
    new Upkeep(store(), intake(), limits, Clock.offset(Clock.systemUTC(), ahead)).forget();
  }

  @Test
  void whatIsOldIsForgottenSliceBySlice() throws Exception {
    List<Observation> old =
        IntStream.range(0, MANY).mapToObj(i -> connected("s" + i % 9, "s" + i, i, true)).toList();
    Observation recent =
        new Observation(
            org, TrunkRef.id("s1"), hook, "s", null, Instant.now(), PartialState.NOTHING, "{}");
    given(intake(), old);
    given(intake(), List.of(recent));
    forgetIn(Duration.ZERO);
    assertThat(given(intake(), old)).containsOnly(Receipt.ACCEPTED);
    assertThat(given(intake(), List.of(recent))).containsExactly(Receipt.DUPLICATE);
  }

  @Test
  void whatASinkHasNotGotYetIsKept() throws Exception {
    given(intake(), List.of(connected("k1", "1", 1, true)));
    Long first =
        store().read(jdbc -> jdbc.sql("select max(seq) from outbox").query(Long.class).single());
    given(intake(), List.of(connected("k1", "2", 2, false)));
    store()
        .commits()
        .commit(
            jdbc ->
                jdbc.sql(
                        "insert into outbox_sink (name, done, node, lease_until) values (?, ?, 'n', ?)")
                    .params(org, first, EventTable.at(Instant.now().plus(Duration.ofDays(90))))
                    .update());
    try {
      forgetIn(Duration.ofDays(8));
      assertThat(told("io.trunkline.trunk.state")).singleElement().asString().contains("down");
    } finally {
      store()
          .commits()
          .commit(jdbc -> jdbc.sql("delete from outbox_sink where name = ?").param(org).update());
    }
    forgetIn(Duration.ofDays(8));
    assertThat(told("io.trunkline.trunk.state")).isEmpty();
  }
}
