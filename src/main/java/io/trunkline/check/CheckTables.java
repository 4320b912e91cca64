package io.trunkline.check;

import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import io.trunkline.sip.history.CheckKey;
import io.trunkline.sip.history.CheckPoint;
import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of V5__checks.sql. */
final class CheckTables {
  private static final String COLUMNS = "checked_at, outcome, failure, status, rtt_millis";

  /** Longer names are kept in memory only; a URI of a carrier has a tenth of it. */
  private static final int LONGEST_TARGET = 500;

  private final Store store;

  CheckTables(Store store) {
    this.store = store;
  }

  /** The latest verdict of each series. */
  List<Verdict> latest() {
    return store.read(
        client ->
            client
                .sql("select verdict from check_latest")
                .query((row, number) -> VerdictJson.read(row.getString(1)))
                .list());
  }

  /** The newest points of a series, oldest first. */
  List<CheckPoint> newest(CheckKey key, int limit) {
    List<CheckPoint> found =
        store.read(
            client ->
                client
                    .sql(
                        "select "
                            + COLUMNS
                            + " from check_point where target = ? and method = ?"
                            + " order by checked_at desc fetch first ? rows only")
                    .params(key.target(), key.method().name(), limit)
                    .query(CheckTables::point)
                    .list());
    List<CheckPoint> ordered = new ArrayList<>(found);
    Collections.reverse(ordered);
    return ordered;
  }

  /** The points of a series from one moment until before another, oldest first. */
  List<CheckPoint> between(CheckKey key, Instant from, Instant to) {
    return store.read(
        client ->
            client
                .sql(
                    "select "
                        + COLUMNS
                        + " from check_point where target = ? and method = ?"
                        + " and checked_at >= ? and checked_at < ? order by checked_at")
                .params(key.target(), key.method().name(), time(from), time(to))
                .query(CheckTables::point)
                .list());
  }

  /** Adds points, and makes each series' last verdict its latest; does no harm twice. */
  void write(JdbcClient client, List<Verdict> verdicts) {
    Map<CheckKey, Verdict> latest = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      if (verdict.target().length() <= LONGEST_TARGET) {
        insert(client, verdict);
        latest.put(CheckKey.of(verdict), verdict);
      }
    }
    latest.forEach((key, verdict) -> replace(client, key, VerdictJson.write(verdict)));
  }

  private static void insert(JdbcClient client, Verdict verdict) {
    CheckPoint point = CheckPoint.of(verdict);
    String failure = point.failure() == null ? null : point.failure().name();
    Integer status = point.status() == 0 ? null : point.status();
    Float rtt = point.answered() ? point.rttMillis() : null;
    client
        .sql(
            "insert into check_point (target, method, "
                + COLUMNS
                + ") values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
        .param(verdict.target())
        .param(verdict.method().name())
        .param(time(verdict.at()))
        .param(point.outcome().name())
        .param(typed(Types.VARCHAR, failure))
        .param(typed(Types.INTEGER, status))
        .param(typed(Types.REAL, rtt))
        .update();
  }

  private static void replace(JdbcClient client, CheckKey key, String verdict) {
    int changed =
        client
            .sql("update check_latest set verdict = ? where target = ? and method = ?")
            .params(verdict, key.target(), key.method().name())
            .update();
    if (changed == 0) {
      client
          .sql(
              "insert into check_latest (verdict, target, method) values (?, ?, ?)"
                  + " on conflict do nothing")
          .params(verdict, key.target(), key.method().name())
          .update();
    }
  }

  /** Deletes points older than this; what is latest stays. */
  void deleteBefore(JdbcClient client, Instant end) {
    client.sql("delete from check_point where checked_at < ?").param(time(end)).update();
  }

  private static CheckPoint point(ResultSet row, int number) throws SQLException {
    String failure = row.getString(3);
    int status = row.getInt(4);
    float rtt = row.getFloat(5);
    boolean unanswered = row.wasNull();
    return new CheckPoint(
        row.getObject(1, OffsetDateTime.class).toInstant().toEpochMilli(),
        Outcome.valueOf(row.getString(2)),
        failure == null ? null : FailureClass.valueOf(failure),
        status,
        unanswered ? Float.NaN : rtt);
  }

  /** A value that may be null says its type, which PostgreSQL wants to know. */
  private static SqlParameterValue typed(int type, @Nullable Object value) {
    return new SqlParameterValue(type, value);
  }

  /** To the microsecond, as the columns are: a limit must not fall behind its own row. */
  private static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
