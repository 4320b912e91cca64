package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.MovingClock;
import io.trunkline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes whose states reach their table later than their events, and what the table should have. */
abstract class LaggingNodes {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final FlapRule RULE = new FlapRule(6, Duration.ofMinutes(10));

  final String org = "org-" + UUID.randomUUID();
  private final Source hook = new Source(SourceKind.HOOK, org);
  final MovingClock clock = new MovingClock(Instant.now());
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

  List<Seen> group(int events, int trunks) {
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
    boolean others = true;
    while (others) {
      others = store().commits().commit(node::settle);
    }
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

  /**
   * A poll that knows one proxy only, and an older event that adds another: merged again, the poll
   * would take it away.
   */
  List<Seen> notTwice(String trunk) {
    sent += 2;
    Instant later = START.plusSeconds(sent);
    return List.of(
        Seen.of(
            options(
                trunk,
                new Source(SourceKind.POLL, "poll"),
                later,
                new ProxyStatus("a", true, null, null))),
        Seen.of(
            options(trunk, hook, later.minusSeconds(1), new ProxyStatus("b", true, null, null))));
  }

  Observation options(String trunk, Source source, Instant at, ProxyStatus proxy) {
    return new Observation(
        org,
        new TrunkRef(trunk, "carrier", "edge-1"),
        source,
        source.kind() + "-" + at,
        at,
        START.plusSeconds(sent),
        new PartialState(null, null, null, null, null, null, null, List.of(proxy), null),
        "{}");
  }

  Observation proxy(String address, boolean up) {
    sent++;
    return options("t1", hook, START.plusSeconds(sent), new ProxyStatus(address, up, null, null));
  }

  Observation byName(String name) {
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

  Observation silentPoll(String trunk) {
    return new Observation(
        org,
        new TrunkRef(trunk, "carrier", "edge-1"),
        new Source(SourceKind.POLL, "poll"),
        null,
        null,
        START.plusSeconds(90_000),
        PartialState.NOTHING,
        "{}");
  }

  List<Observation> observations(int events) {
    return group(events, 20).stream().map(Seen::observation).toList();
  }

  boolean lags() {
    return store()
        .read(
            jdbc ->
                jdbc.sql("select states_after is not null from outbox_line")
                    .query(Boolean.class)
                    .single());
  }

  void refused(EventWrite node, List<Seen> group) {
    assertThatThrownBy(() -> store().commits().commit(jdbc -> refusing(jdbc, node, group)))
        .hasMessage("no");
  }

  private static boolean refusing(JdbcClient jdbc, EventWrite node, List<Seen> group) {
    var unused = node.write(jdbc, group);
    throw new IllegalStateException("no");
  }
}
