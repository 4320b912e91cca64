package io.trunkline.event;

import static io.trunkline.store.ColumnArrays.Type.TEXT;
import static io.trunkline.store.ColumnArrays.Type.TIME;
import static io.trunkline.store.ColumnArrays.Type.TRUTH;
import static io.trunkline.store.ColumnArrays.Type.WHOLE;

import io.trunkline.store.ColumnArrays;
import io.trunkline.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table of states, in batches, for the transaction of a write of the store. */
final class StateTable {
  private static final int NAME = 500;
  private static final int EDGE = 200;

  private static final List<ColumnArrays.Type> TYPES =
      List.of(TEXT, TEXT, TEXT, TIME, TIME, TRUTH, TEXT, WHOLE, TEXT, TEXT);
  private static final String COLUMNS =
      "insert into trunk_state (name, edge, state, seen_at, watermark, stale, document, merged_to,"
          + " org, trunk)";
  // Not "update ... from": PostgreSQL would join, and read the whole table while it knows nothing
  // of it.
  private static final String TOGETHER =
      COLUMNS
          + " select * from unnest("
          + ColumnArrays.parameters(TYPES)
          + ") on conflict (org, trunk) do update set name = excluded.name, edge = excluded.edge,"
          + " state = excluded.state, seen_at = excluded.seen_at, watermark = excluded.watermark,"
          + " stale = excluded.stale, document = excluded.document, merged_to = excluded.merged_to";
  private static final String NEW = COLUMNS + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String KNOWN =
      "update trunk_state set name = ?, edge = ?, state = ?, seen_at = ?, watermark = ?, stale = ?,"
          + " document = ?, merged_to = ? where org = ? and trunk = ?";

  // A look-up for each key: "= any(?)" makes H2 read every row of the org, and a join does so on
  // PostgreSQL while its statistics are those of an empty table.
  static final String STATES = ofEach("document");
  private static final String MERGED_TO = ofEach("merged_to");

  private static final String TOLD_AFTER =
      "select told.seq, event.org, event.trunk, event.observed from outbox told join trunk_event event"
          + " on event.id = told.event_id where told.seq > ? and told.sink is null and event.trunk is"
          + " not null order by told.seq limit ?";

  private final boolean embedded;
  private final JdbcTemplate batches;

  StateTable(Store store) {
    this.embedded = store.isExclusive();
    this.batches = new JdbcTemplate(store.dataSource());
  }

  private static String ofEach(String column) {
    return "select given.trunk, (select state."
        + column
        + " from trunk_state state where state.org = ? and state.trunk = given.trunk)"
        + " from unnest(cast(? as varchar array)) as given(trunk)";
  }

  /** The states of an org's trunks, by trunk. */
  Map<String, TrunkState> states(JdbcClient write, String org, Collection<String> trunks) {
    Map<String, TrunkState> states = new TreeMap<>();
    ofEach(
        write,
        STATES,
        org,
        trunks,
        row -> {
          String document = row.getString(2);
          if (document != null) {
            states.put(row.getString(1), TrunkState.read(document));
          }
        });
    return states;
  }

  /** The number of the outbox up to which events are in the states of an org's trunks. */
  Map<String, Long> mergedTo(JdbcClient write, String org, Collection<String> trunks) {
    Map<String, Long> numbers = new TreeMap<>();
    ofEach(write, MERGED_TO, org, trunks, row -> numbers.put(row.getString(1), row.getLong(2)));
    return numbers;
  }

  private static void ofEach(
      JdbcClient write,
      String sql,
      String org,
      Collection<String> trunks,
      RowCallbackHandler rows) {
    write.sql(sql).params(org, new SqlArrayValue("varchar", trunks.toArray())).query(rows);
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

  /** An event of a trunk as the outbox and the table of events have it. */
  record Told(long number, String org, String trunk, String observed) {}

  /** The next events after a number of the outbox, in the order in which they were merged. */
  List<Told> toldAfter(JdbcClient write, long number, int most) {
    return write
        .sql(TOLD_AFTER)
        .params(number, most)
        .query(
            (row, n) ->
                new Told(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  /** The last number of the outbox. */
  long lastTold(JdbcClient write) {
    return write.sql("select coalesce(max(seq), 0) from outbox").query(Long.class).single();
  }

  /**
   * Notes who wrote last.
   *
   * @param after the number of the outbox after which events are not in the states here; null when
   *     all are
   */
  void lags(JdbcClient write, String node, @Nullable Long after) {
    int unused =
        write
            .sql(
                "update outbox_line set states_by = ?, states_after = cast(? as bigint) where id = 1")
            .params(node, after)
            .update();
  }

  /**
   * Writes states.
   *
   * @param fresh the ids of those that are not in the table
   * @param mergedTo the number of the outbox up to which their events are in them; null when they
   *     have all that there are
   */
  void save(
      JdbcClient write, Collection<TrunkState> states, Set<String> fresh, @Nullable Long mergedTo) {
    if (states.isEmpty()) {
      return;
    }
    if (embedded) {
      batch(NEW, states.stream().filter(each -> fresh.contains(each.id())).toList(), mergedTo);
      batch(KNOWN, states.stream().filter(each -> !fresh.contains(each.id())).toList(), mergedTo);
      return;
    }
    ColumnArrays rows = new ColumnArrays(TYPES, states.size());
    states.forEach(state -> rows.add(row(state, mergedTo)));
    write.sql(TOGETHER).params(rows.arrays()).update();
  }

  private void batch(String sql, List<TrunkState> states, @Nullable Long mergedTo) {
    batches.batchUpdate(
        sql,
        states,
        Math.max(1, states.size()),
        (statement, state) -> {
          @Nullable Object[] row = row(state, mergedTo);
          for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i] instanceof Instant at ? EventTable.at(at) : row[i]);
          }
        });
  }

  private static @Nullable Object[] row(TrunkState state, @Nullable Long mergedTo) {
    return new @Nullable Object[] {
      StoredText.of(state.name(), NAME),
      StoredText.of(state.edge(), EDGE),
      state.status().text(),
      state.seenAt(),
      state.watermark(),
      state.stale(),
      StoredText.of(TrunkState.write(state)),
      mergedTo,
      state.org(),
      state.trunk()
    };
  }
}
