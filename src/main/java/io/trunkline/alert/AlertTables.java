package io.trunkline.alert;

import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of V7__alerts.sql. */
final class AlertTables {
  private static final String KEY = " rule = ? and org = ? and kind = ? and subject = ?";
  private static final int REASON = 1_000;

  private final Store store;

  AlertTables(Store store) {
    this.store = store;
  }

  /** What is not quiet, by its key. */
  Map<Alert.Key, Alert> states() {
    Map<Alert.Key, Alert> states = new LinkedHashMap<>();
    store
        .read(
            jdbc ->
                jdbc.sql(
                        "select rule, org, kind, subject, name, firing, since, turning, reading"
                            + " from alert_state order by rule, org, name, subject")
                    .query(AlertTables::state)
                    .list())
        .forEach(alert -> states.put(alert.key(), alert));
    return states;
  }

  private static Alert state(ResultSet row, int number) throws SQLException {
    return new Alert(
        new Alert.Key(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
        row.getString(5),
        new AlertState(row.getBoolean(6), time(row, 7), time(row, 8)),
        value(row, 9));
  }

  /** When rules were looked at last; 1970 when they never were. */
  Instant looked() {
    return Instant.ofEpochMilli(
        store.read(
            jdbc -> jdbc.sql("select at from alert_look where id = 1").query(Long.class).single()));
  }

  /** Says that this look follows on that one; false when another node was faster. */
  boolean look(JdbcClient write, Instant before, Instant now) {
    return write
            .sql("update alert_look set at = ? where id = 1 and at = ?")
            .params(now.toEpochMilli(), before.toEpochMilli())
            .update()
        == 1;
  }

  void save(JdbcClient write, Collection<Alert> changed) {
    for (Alert alert : changed) {
      Alert.Key key = alert.key();
      write
          .sql("delete from alert_state where" + KEY)
          .params(key.rule(), key.org(), key.kind(), key.subject())
          .update();
      if (!alert.state().isQuiet()) {
        write
            .sql(
                "insert into alert_state (rule, org, kind, subject, name, firing, since, turning,"
                    + " reading) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .params(
                List.of(
                    key.rule(),
                    key.org(),
                    key.kind(),
                    key.subject(),
                    alert.name(),
                    alert.state().firing(),
                    typed(Types.BIGINT, millis(alert.state().since())),
                    typed(Types.BIGINT, millis(alert.state().turning())),
                    typed(Types.DOUBLE, alert.value())))
            .update();
      }
    }
  }

  void add(JdbcClient write, List<AlertChange> changes) {
    for (AlertChange change : changes) {
      Alert.Key key = change.key();
      String reason = change.reason();
      write
          .sql(
              "insert into alert_history (id, at, rule, org, kind, subject, name, severity, state,"
                  + " reading, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              List.of(
                  change.id(),
                  change.at().toEpochMilli(),
                  key.rule(),
                  key.org(),
                  key.kind(),
                  key.subject(),
                  change.name(),
                  change.severity().token(),
                  change.state(),
                  typed(Types.DOUBLE, change.value()),
                  reason.substring(0, Math.min(REASON, reason.length()))))
          .update();
    }
  }

  /** A beginning or an end of an alert, as kept. */
  record Past(
      String id,
      Instant at,
      Alert.Key key,
      String name,
      String severity,
      String state,
      @Nullable Double value,
      String reason) {}

  /** What changed before a time, the newest first. */
  List<Past> history(Instant before, int limit) {
    return store.read(
        jdbc ->
            jdbc.sql(
                    "select id, at, rule, org, kind, subject, name, severity, state, reading, reason"
                        + " from alert_history where at < ? order by at desc, id desc"
                        + " fetch first ? rows only")
                .params(before.toEpochMilli(), limit)
                .query(
                    (row, number) ->
                        new Past(
                            row.getString(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            new Alert.Key(
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            value(row, 10),
                            row.getString(11)))
                .list());
  }

  void forget(JdbcClient write, Instant before) {
    write.sql("delete from alert_history where at < ?").param(before.toEpochMilli()).update();
  }

  /** The last rules that could be used. */
  Optional<String> rules() {
    return store.read(
        jdbc ->
            jdbc.sql("select text from alert_rules where id = 1").query(String.class).optional());
  }

  /** Keeps rules that can be used. */
  void keep(String text) {
    store
        .commits()
        .commitDurably(
            jdbc -> {
              jdbc.sql("delete from alert_rules where id = 1").update();
              return jdbc.sql("insert into alert_rules (id, text) values (1, ?)")
                  .param(text)
                  .update();
            });
  }

  private static SqlParameterValue typed(int type, @Nullable Object value) {
    return new SqlParameterValue(type, value);
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Double value(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
