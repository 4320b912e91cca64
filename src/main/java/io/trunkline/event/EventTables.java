package io.trunkline.event;

import static io.trunkline.event.AddedRows.Column.text;
import static io.trunkline.event.AddedRows.Column.time;
import static io.trunkline.store.ColumnArrays.Type.TEXT;
import static io.trunkline.store.ColumnArrays.Type.TIME;
import static io.trunkline.store.ColumnArrays.Type.TRUTH;

import io.trunkline.event.AddedRows.Column;
import io.trunkline.store.ColumnArrays;
import io.trunkline.store.Store;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The tables of events and states, in batches, for the transaction of a write of the store. */
final class EventTables {
  private static final int NAME = 500;
  private static final int EDGE = 200;

  private static final List<Column> EVENT =
      List.of(
          text("id"),
          text("source"),
          text("dedupe_key"),
          text("kind"),
          text("org"),
          text("trunk"),
          time("event_time"),
          time("received_at"),
          text("effect"),
          text("observed"),
          text("raw"));
  private static final List<ColumnArrays.Type> STATE_TYPES =
      List.of(TEXT, TEXT, TEXT, TIME, TIME, TRUTH, TEXT, TEXT, TEXT);

  private static final String STATE_COLUMNS =
      "insert into trunk_state (name, edge, state, seen_at, watermark, stale, document, org, trunk)";
  // Not "update ... from": PostgreSQL would join, and read the whole table while it knows nothing
  // of it.
  private static final String STATES_OF_SERVER =
      STATE_COLUMNS
          + " select * from unnest("
          + ColumnArrays.parameters(STATE_TYPES)
          + ") on conflict (org, trunk) do update set name = excluded.name, edge = excluded.edge,"
          + " state = excluded.state, seen_at = excluded.seen_at, watermark = excluded.watermark,"
          + " stale = excluded.stale, document = excluded.document";
  private static final String NEW_STATE = STATE_COLUMNS + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String STATE =
      "update trunk_state set name = ?, edge = ?, state = ?, seen_at = ?, watermark = ?, stale = ?,"
          + " document = ? where org = ? and trunk = ?";

  // A look-up for each key: "= any(?)" makes H2 read every row of the source or of the org, and a
  // join does so on PostgreSQL
  // while its statistics are those of an empty table.
  static final String KNOWN =
      "select (select event.dedupe_key from trunk_event event where event.source = ? and"
          + " event.dedupe_key = given.dedupe_key) from unnest(cast(? as varchar array)) as"
          + " given(dedupe_key)";
  static final String STATES =
      "select given.trunk, (select state.document from trunk_state state where state.org = ? and state.trunk ="
          + " given.trunk) from unnest(cast(? as varchar array)) as given(trunk)";

  private final boolean embedded;
  private final AddedRows events;
  private final JdbcTemplate batches;
  private final ReadStates read = new ReadStates();

  EventTables(Store store) {
    this.embedded = store.isExclusive();
    this.events = new AddedRows(store, "trunk_event", EVENT);
    this.batches = new JdbcTemplate(store.dataSource());
  }

  /** Which of the keys a source has sent before. */
  Set<String> known(JdbcClient write, String source, Collection<String> keys) {
    Set<String> known =
        new HashSet<>(write.sql(KNOWN).params(source, array(keys)).query(String.class).list());
    known.remove(null);
    return known;
  }

  /** The states of an org's trunks, by trunk. */
  Map<String, TrunkState> states(JdbcClient write, String org, Collection<String> trunks) {
    Map<String, TrunkState> states = new HashMap<>();
    write
        .sql(STATES)
        .params(org, array(trunks))
        .query(
            row -> {
              String trunk = row.getString(1);
              String document = row.getString(2);
              if (document != null) {
                states.put(trunk, read.state(id(org, trunk), document));
              }
            });
    return states;
  }

  /** The trunks of a name that have an id. */
  List<String> named(JdbcClient write, String org, String name) {
    return write
        .sql("select trunk from trunk_state where org = ? and name = ? order by trunk")
        .params(org, name)
        .query(String.class)
        .list()
        .stream()
        .filter(trunk -> !trunk.startsWith("name:"))
        .toList();
  }

  private static SqlArrayValue array(Collection<String> values) {
    return new SqlArrayValue("varchar", values.toArray());
  }

  void insert(JdbcClient write, List<TrunkEvent> events) {
    this.events.add(write, events.stream().map(EventTables::row).toList());
  }

  private static @Nullable Object[] row(TrunkEvent event) {
    Observation seen = event.observation();
    return new @Nullable Object[] {
      event.id(),
      seen.source().text(),
      event.key(),
      seen.source().kind().text(),
      seen.org(),
      event.trunk(),
      seen.at(),
      seen.receivedAt(),
      event.effect().text(),
      event.seen().observed(),
      StoredText.of(seen.raw())
    };
  }

  /** Writes states; those that were not there before are new rows. */
  void save(JdbcClient write, Collection<TrunkState> states, Set<String> knownBefore) {
    if (!embedded) {
      saveTogether(write, states);
      return;
    }
    List<TrunkState> fresh =
        states.stream().filter(each -> !knownBefore.contains(id(each))).toList();
    List<TrunkState> known =
        states.stream().filter(each -> knownBefore.contains(id(each))).toList();
    write(NEW_STATE, fresh);
    write(STATE, known);
  }

  private void saveTogether(JdbcClient write, Collection<TrunkState> states) {
    if (states.isEmpty()) {
      return;
    }
    ColumnArrays rows = new ColumnArrays(STATE_TYPES, states.size());
    for (TrunkState state : states) {
      rows.add(
          StoredText.of(state.name(), NAME),
          StoredText.of(state.edge(), EDGE),
          state.status().text(),
          state.seenAt(),
          state.watermark(),
          state.stale(),
          read.document(state),
          state.org(),
          state.trunk());
    }
    write.sql(STATES_OF_SERVER).params(rows.arrays()).update();
  }

  static String id(TrunkState state) {
    return id(state.org(), state.trunk());
  }

  static String id(String org, String trunk) {
    return org + '\n' + trunk;
  }

  private void write(String sql, List<TrunkState> states) {
    batches.batchUpdate(
        sql,
        states,
        Math.max(1, states.size()),
        (row, state) -> {
          row.setString(1, StoredText.of(state.name(), NAME));
          row.setString(2, StoredText.of(state.edge(), EDGE));
          row.setString(3, state.status().text());
          row.setObject(4, at(state.seenAt()));
          row.setObject(5, at(state.watermark()));
          row.setBoolean(6, state.stale());
          row.setString(7, read.document(state));
          row.setString(8, state.org());
          row.setString(9, state.trunk());
        });
  }

  static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
