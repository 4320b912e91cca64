package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trunkline.MovingClock;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** States that reach their table later than their events, on either database. */
abstract class LaggingStatesContract {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final FlapRule RULE = new FlapRule(6, Duration.ofMinutes(10));

  final String org = "org-" + UUID.randomUUID();
  private final Source hook = new Source(SourceKind.HOOK, org);
  private final MovingClock clock = new MovingClock(Instant.now());
  private int sent;

  abstract Store store();

  /** A process of its own: nothing that another one holds is known to it. */
  EventWrite node() {
    return new EventWrite(store(), new Outbox(store(), clock), RULE, new EventIds(), clock);
  }

  Observation seen(String trunk, String name, boolean connected) {
    sent++;
    return new Observation(
        org,
        new TrunkRef(trunk, name, "edge-1"),
        hook,
        "e" + sent,
        START.plusSeconds(sent),
        START.plusSeconds(sent + 1),
        PartialState.connected(connected),
        "{}");
  }

  private List<Seen> group(int events, int trunks) {
    return IntStream.range(0, events)
        .mapToObj(i -> Seen.of(seen("t" + i % trunks, "carrier", sent / trunks % 2 == 0)))
        .toList();
  }

  boolean written(EventWrite node, List<Seen> group) {
    return store().commits().commit(jdbc -> node.write(jdbc, group)).lags();
  }

  /** Seconds so full that states may lag. */
  void busy(EventWrite node) {
    for (int i = 0; i < 3; i++) {
      written(node, group(1_200, 20));
      clock.pass(Duration.ofMillis(1_001));
    }
    written(node, group(10, 20));
    clock.pass(Duration.ofMillis(10));
  }

  void settled(EventWrite node) {
    int unused =
        store()
            .commits()
            .commit(
                jdbc -> {
                  node.settle(jdbc);
                  return 0;
                });
  }

  Map<String, TrunkState> table() {
    return states("select document from trunk_state where org = ?");
  }

  private Map<String, TrunkState> states(String sql) {
    Map<String, TrunkState> states = new HashMap<>();
    store()
        .read(jdbc -> jdbc.sql(sql).param(org).query(String.class).list())
        .forEach(
            document -> {
              TrunkState state = TrunkState.read(document);
              states.put(state.trunk(), state);
            });
    return states;
  }

  private record Kept(String trunk, String observed) {}

  /** What the events add up to that are in the store, in the order in which they are told. */
  Map<String, TrunkState> truth() {
    List<Kept> kept =
        store()
            .read(
                jdbc ->
                    jdbc.sql(
                            "select trunk, observed from trunk_event join outbox on event_id ="
                                + " trunk_event.id where org = ? order by seq")
                        .param(org)
                        .query((row, n) -> new Kept(row.getString(1), row.getString(2)))
                        .list());
    Map<String, TrunkState> states = new HashMap<>();
    for (Kept each : kept) {
      Observation seen = Observed.read(each.observed, org);
      TrunkState before =
          states.getOrDefault(each.trunk, TrunkState.unknown(org, each.trunk, seen.at()));
      states.put(each.trunk, before.after(seen, RULE).state());
    }
    return states;
  }

  @Test
  void whoComesAfterACrashMergesAgainWhatTheTableLacks() {
    EventWrite died = node();
    busy(died);
    assertThat(written(died, group(200, 20))).isTrue();
    assertThat(table()).isNotEqualTo(truth());

    settled(node());
    assertThat(table()).isEqualTo(truth()).hasSize(20);
  }

  @Test
  void whoComesAfterACrashGoesOnFromTheTruth() {
    EventWrite died = node();
    busy(died);
    assertThat(written(died, group(200, 20))).isTrue();

    assertThat(written(node(), group(30, 20))).isFalse();
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void nobodyWaitsForStatesLongerThanASecond() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(1_200, 20))).isTrue();
    clock.pass(Duration.ofMillis(995));
    assertThat(written(node, group(200, 20))).isFalse();
    assertThat(table()).isEqualTo(truth());
    assertThat(written(node, group(200, 20))).isTrue();
  }

  @Test
  void whatAnotherNodeWroteMeanwhileCounts() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(200, 20))).isTrue();
    written(node(), group(31, 20));
    written(node, group(17, 20));
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void inQuietTimesEachGroupWritesItsStates() {
    EventWrite node = node();
    for (int i = 0; i < 30; i++) {
      assertThat(written(node, group(20, 20))).isFalse();
      clock.pass(Duration.ofMillis(100));
    }
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whatWasTakenBackIsInNoState() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(200, 20))).isTrue();
    List<Seen> down = List.of(Seen.of(seen("t1", "carrier", false)));
    refused(node, down);
    settled(node);
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void aTrunkIsFoundByItsNewNameAtOnce() {
    EventWrite node = node();
    busy(node);
    written(node, List.of(Seen.of(seen("t1", "renamed", true)), Seen.of(seen("new", "n", true))));
    written(
        node,
        List.of(Seen.of(byName("renamed")), Seen.of(byName("n")), Seen.of(byName("nobody's"))));
    settled(node);
    assertThat(table()).containsKeys("t1", "new", "name:nobody's").hasSize(22);
  }

  /** Half a character, which the store keeps as another one: a proxy must not become two. */
  @Test
  void whatTheStoreCannotHoldIsTheSameToWhoComesAfter() {
    written(node(), List.of(Seen.of(proxy("half \ud800", true))));
    written(node(), List.of(Seen.of(proxy("half \ud800", false))));
    assertThat(table()).isEqualTo(truth());
    assertThat(table().get("t1").status()).isEqualTo(TrunkStatus.DOWN);
  }

  private Observation proxy(String address, boolean up) {
    Observation seen = seen("t1", "carrier", true);
    ProxyStatus status = new ProxyStatus(address, up, null, null);
    return new Observation(
        org,
        seen.trunk(),
        hook,
        seen.eventId(),
        seen.eventTime(),
        seen.receivedAt(),
        new PartialState(null, null, null, null, null, null, null, List.of(status), null),
        "{}");
  }

  private Observation byName(String name) {
    Observation seen = seen("", name, true);
    return new Observation(
        org,
        TrunkRef.name(name),
        hook,
        seen.eventId(),
        seen.eventTime(),
        seen.receivedAt(),
        seen.state(),
        "{}");
  }

  @Test
  void aStateThatNoEventTellsOfIsWrittenAtOnce() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(20, 20))).isTrue();
    Map<String, TrunkState> before = truth();
    Observation poll =
        new Observation(
            org,
            new TrunkRef("t1", "carrier", "edge-1"),
            new Source(SourceKind.POLL, "poll"),
            null,
            null,
            START.plusSeconds(90_000),
            PartialState.NOTHING,
            "{}");
    assertThat(written(node, List.of(Seen.of(poll)))).isFalse();
    assertThat(table().get("t1").seenAt()).isEqualTo(START.plusSeconds(90_000));
    assertThat(before.get("t1").seenAt()).isNotEqualTo(START.plusSeconds(90_000));
  }

  @Test
  void whenItGetsQuietTheTableFollowsByItself() {
    Clock real = Clock.systemUTC();
    TrunkIntake intake = new TrunkIntake(store(), new Outbox(store(), real), RULE, 10_000, real);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> lagsAfter(intake, 100));
    await().untilAsserted(() -> assertThat(table()).isEqualTo(truth()));
    assertThat(lags()).isFalse();
  }

  /** Gives events, and tells whether the table lags then. */
  private boolean lagsAfter(TrunkIntake intake, int events) {
    intake.accept(observations(events)).toCompletableFuture().join();
    return lags();
  }

  List<Observation> observations(int events) {
    return group(events, 20).stream().map(Seen::observation).toList();
  }

  private boolean lags() {
    return store()
        .read(
            jdbc ->
                jdbc.sql("select states_after is not null from outbox_line")
                    .query(Boolean.class)
                    .single());
  }

  /** Three nodes in turn and at odd times, with crashes and refusals between. */
  @Test
  void whateverHappensTheTableEndsAtTheTruth() {
    int lagged = 0;
    for (int seed = 0; seed < 2; seed++) {
      Random random = new Random(seed);
      List<EventWrite> nodes = new ArrayList<>(List.of(node(), node()));
      EventWrite active = nodes.get(0);
      for (int step = 0; step < 300; step++) {
        int what = random.nextInt(400);
        if (what < 3) {
          active = nodes.get(random.nextInt(2));
        } else if (what < 5) {
          nodes.replaceAll(each -> node());
          active = nodes.get(0);
        } else if (what < 7) {
          settled(nodes.get(random.nextInt(2)));
        } else if (what < 9) {
          refused(active, group(1 + random.nextInt(40), 40));
        }
        lagged += written(active, group(1 + random.nextInt(200), 40)) ? 1 : 0;
        clock.pass(Duration.ofMillis(random.nextInt(40)));
      }
      settled(node());
      assertThat(table()).as("seed %s", seed).isEqualTo(truth());
    }
    assertThat(lagged).as("groups whose states came later").isGreaterThan(100);
  }

  private void refused(EventWrite node, List<Seen> group) {
    assertThatThrownBy(() -> store().commits().commit(jdbc -> refusing(jdbc, node, group)))
        .hasMessage("no");
  }

  private static boolean refusing(JdbcClient jdbc, EventWrite node, List<Seen> group) {
    var unused = node.write(jdbc, group);
    throw new IllegalStateException("no");
  }
}
