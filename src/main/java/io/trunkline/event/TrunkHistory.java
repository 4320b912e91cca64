package io.trunkline.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of trunks and how it came to be, as JSON for the API. Reads the store; blocks. */
public final class TrunkHistory {
  /** Most entries of one answer. */
  public static final int LARGEST_PAGE = 1_000;

  private static final int FOLDED = 20_000;

  static final String KEPT =
      "select id, effect, observed, event_time from trunk_event where place = ? and event_time <= ?"
          + " and org = ? and trunk = ? order by event_time desc, received_at desc, id desc limit "
          + FOLDED;

  private final Store store;
  private final FlapRule rule;
  private final Clock clock;

  /** With the damping that the states are made with. */
  public TrunkHistory(Store store, FlapRule rule, Clock clock) {
    this.store = store;
    this.rule = rule;
    this.clock = clock;
  }

  /**
   * Puts what all sources together say in the place of what one reading says, where they say
   * anything.
   *
   * @param trunks views of an org's trunks with {@code id} and {@code state}; changed
   */
  public void judge(String org, ArrayNode trunks) {
    Map<String, TrunkState> known = new HashMap<>();
    store
        .read(
            jdbc ->
                jdbc.sql("select document from trunk_state where org = ? order by trunk")
                    .param(org)
                    .query(String.class)
                    .list())
        .forEach(
            document -> {
              TrunkState state = TrunkState.read(document);
              known.put(state.trunk(), state);
            });
    for (JsonNode trunk : trunks) {
      TrunkState state = known.get(trunk.path("id").asText());
      if (state != null && state.status() != TrunkStatus.UNKNOWN) {
        ((ObjectNode) trunk)
            .put("state", state.status().text())
            .put("reason", state.reason())
            .put("since", state.since().toString())
            .put("source", state.source());
      }
    }
  }

  /** The state of a trunk, by its id; of any org when none is named. */
  public Optional<TrunkState> state(@Nullable String org, String trunk) {
    return store.read(
        jdbc ->
            jdbc
                .sql(
                    "select document from trunk_state where trunk = ?"
                        + (org == null ? "" : " and org = ?")
                        + " order by org")
                .params(org == null ? List.of(trunk) : List.of(trunk, org))
                .query(String.class)
                .list()
                .stream()
                .findFirst()
                .map(TrunkState::read));
  }

  /** A state as JSON. */
  public ObjectNode json(TrunkState state) {
    return StateJson.of(state, clock.instant());
  }

  /**
   * What a trunk went through between two times, the oldest first: its changes, made again from its
   * events in the order in which they happened, however late they came, and the times in which its
   * sources may have missed some.
   *
   * @param events whether every event is listed, too
   * @param limit the newest so many entries
   */
  public ArrayNode timeline(TrunkState trunk, Instant from, Instant to, boolean events, int limit) {
    List<ObjectNode> entries = new ArrayList<>();
    TrunkState state = null;
    for (Kept kept : kept(trunk, to)) {
      Observation seen = kept.observation(trunk.org());
      TrunkState before =
          state == null ? TrunkState.unknown(trunk.org(), trunk.trunk(), seen.at()) : state;
      TrunkState.Step step = before.after(seen, rule);
      if (events && kept.within(from)) {
        entries.add(kept.json(seen));
      }
      if (step.changed() && !step.state().since().isBefore(from)) {
        entries.add(change(before, step.state(), kept));
      }
      state = step.state();
    }
    entries.addAll(gaps(trunk.org(), from, to));
    entries.sort(Comparator.comparing(entry -> Instant.parse(entry.path("at").asText())));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    list.addAll(entries.subList(Math.max(0, entries.size() - limit), entries.size()));
    return list;
  }

  private static ObjectNode change(TrunkState before, TrunkState after, Kept kept) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at", after.since().toString())
        .put("kind", "change")
        .put("state", after.status().text())
        .put("before", before.status().text())
        .put("reason", after.reason())
        .put("source", after.source())
        .put("event", kept.id);
  }

  /** A row of the events' table. */
  private record Kept(String id, String effect, String observed, Instant at) {
    Observation observation(String org) {
      return Observed.read(observed, org);
    }

    boolean within(Instant from) {
      return !at.isBefore(from);
    }

    ObjectNode json(Observation seen) {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("at", at.toString())
              .put("kind", "event")
              .put("event", id)
              .put("source", seen.source().text())
              .put("eventId", seen.eventId())
              .put("receivedAt", seen.receivedAt().toString())
              .put("effect", effect);
      json.set("observed", TrunkState.JSON.valueToTree(seen.state()));
      return json;
    }
  }

  private List<Kept> kept(TrunkState trunk, Instant to) {
    List<Kept> newest =
        new ArrayList<>(
            store.read(
                jdbc ->
                    jdbc.sql(KEPT)
                        .params(
                            EventTable.place(trunk.org(), trunk.trunk()),
                            EventTable.at(to),
                            trunk.org(),
                            trunk.trunk())
                        .query(
                            (row, n) ->
                                new Kept(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getObject(4, java.time.OffsetDateTime.class).toInstant()))
                        .list()));
    Collections.reverse(newest);
    return newest;
  }

  private List<ObjectNode> gaps(String org, Instant from, Instant to) {
    return store.read(
        jdbc ->
            jdbc.sql(
                    "select source, from_at, to_at, reason from source_gap where org = ? and to_at"
                        + " >= ? and from_at <= ? order by from_at")
                .params(org, EventTable.at(from), EventTable.at(to))
                .query(
                    (row, n) ->
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("at", time(row, 2))
                            .put("kind", "gap")
                            .put("to", time(row, 3))
                            .put("source", row.getString(1))
                            .put("reason", row.getString(4)))
                .list());
  }

  private static String time(java.sql.ResultSet row, int column) throws java.sql.SQLException {
    return row.getObject(column, java.time.OffsetDateTime.class).toInstant().toString();
  }

  /** Whether an event of a source was accepted, by the id that its sender gave. */
  public boolean knows(Source source, String eventId) {
    return !store
        .read(
            jdbc ->
                jdbc.sql("select id from trunk_event where source = ? and dedupe_key = ?")
                    .params(source.text(), TrunkEvent.key(eventId))
                    .query(String.class)
                    .list())
        .isEmpty();
  }

  /**
   * The newest events as they came, those that nobody could read among them.
   *
   * @param effect only those with this effect
   * @param before only those with a smaller id: the id that the last page ended with
   */
  public ArrayNode events(@Nullable String effect, @Nullable String before, int limit) {
    List<Object> params = new ArrayList<>();
    String where = " where 1 = 1";
    if (effect != null) {
      where += " and effect = ?";
      params.add(effect);
    }
    if (before != null) {
      where += " and id < ?";
      params.add(before);
    }
    String sql =
        "select id, org, trunk, source, dedupe_key, effect, event_time, received_at, raw from"
            + " trunk_event"
            + where
            + " order by id desc limit "
            + Math.min(limit, LARGEST_PAGE);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    store
        .read(
            jdbc ->
                jdbc.sql(sql)
                    .params(params)
                    .query(
                        (row, n) ->
                            JsonNodeFactory.instance
                                .objectNode()
                                .put("id", row.getString(1))
                                .put("org", row.getString(2))
                                .put("trunk", row.getString(3))
                                .put("source", row.getString(4))
                                .put("key", row.getString(5))
                                .put("effect", row.getString(6))
                                .put("eventTime", time(row, 7))
                                .put("receivedAt", time(row, 8))
                                .put("raw", row.getString(9)))
                    .list())
        .forEach(list::add);
    return list;
  }
}
