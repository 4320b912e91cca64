package io.trunkline.event;

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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The tables of events and states, in batches, for the transaction of a write of the store. */
final class EventTables {
  private static final int NAME = 500;
  private static final int EDGE = 200;

  private static final String EVENT =
      "insert into trunk_event (id, source, dedupe_key, kind, org, trunk, event_time, received_at,"
          + " effect, observed, raw) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String NEW_STATE =
      "insert into trunk_state (name, edge, state, seen_at, watermark, stale, document, org, trunk)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
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

  private final JdbcTemplate batches;
  private final ReadStates read = new ReadStates();

  EventTables(Store store) {
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

  void insert(List<TrunkEvent> events) {
    batches.batchUpdate(
        EVENT,
        events,
        Math.max(1, events.size()),
        (row, event) -> {
          Observation seen = event.observation();
          row.setString(1, event.id());
          row.setString(2, seen.source().text());
          row.setString(3, event.key());
          row.setString(4, seen.source().kind().text());
          row.setString(5, seen.org());
          row.setString(6, event.trunk());
          row.setObject(7, at(seen.at()));
          row.setObject(8, at(seen.receivedAt()));
          row.setString(9, event.effect().text());
          row.setString(10, StoredText.of(TrunkState.write(Observed.of(seen))));
          row.setString(11, StoredText.of(seen.raw()));
        });
  }

  /** Writes states; those that were not there before are new rows. */
  void save(Collection<TrunkState> states, Set<String> knownBefore) {
    List<TrunkState> fresh =
        states.stream().filter(each -> !knownBefore.contains(id(each))).toList();
    List<TrunkState> known =
        states.stream().filter(each -> knownBefore.contains(id(each))).toList();
    write(NEW_STATE, fresh);
    write(STATE, known);
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
