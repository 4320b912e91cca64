package io.trunkline.analytics;

import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the sums of buckets: hours and days from roll-ups, minutes from raw rows. Thread-safe. */
final class Figures {
  private static final double NONE = Double.NaN;

  /** Rows in memory besides what is made of them. */
  private static final int AT_ONCE = 5_000;

  private final Store store;
  private final Subjects subjects;
  private final TransactionTemplate transactions;
  private final JdbcTemplate inParts;

  Figures(Store store, Subjects subjects) {
    this.store = store;
    this.subjects = subjects;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(store.dataSource()));
    this.inParts = new JdbcTemplate(store.dataSource());
    inParts.setFetchSize(AT_ONCE);
  }

  /** Parts of a bucket while its rows are read. */
  private static final class Parts {
    private final long at;
    private Bucket.@Nullable Calls calls;
    private Bucket.@Nullable Legs legs;
    private Bucket.@Nullable Path path;
    private @Nullable Map<CountKind, TreeMap<Integer, Integer>> counts;

    Parts(long at) {
      this.at = at;
    }

    /**
     * The map is made when it is needed: a month of all trunks has parts by the hundred thousand.
     */
    void count(CountKind kind, int code, int n) {
      if (counts == null) {
        counts = new EnumMap<>(CountKind.class);
      }
      counts.computeIfAbsent(kind, any -> new TreeMap<>()).merge(code, n, Integer::sum);
    }

    Bucket bucket() {
      return new Bucket(at, calls, legs, counts == null ? Map.of() : counts, path);
    }
  }

  /** Parts by subject, in order of time: as rows nearly come, so that most are put at the end. */
  private static final class Found {
    private final Map<Integer, List<Parts>> bySubject = new HashMap<>();

    Parts at(ResultSet row) throws SQLException {
      List<Parts> parts = bySubject.computeIfAbsent(row.getInt(1), any -> new ArrayList<>());
      long at = row.getLong(2);
      int place = parts.size();
      if (place > 0 && parts.get(place - 1).at >= at) {
        place = place(parts, at);
        if (parts.get(place).at == at) {
          return parts.get(place);
        }
      }
      Parts made = new Parts(at);
      parts.add(place, made);
      return made;
    }

    /** The first that is not before; there is one. */
    private static int place(List<Parts> parts, long at) {
      int from = 0;
      int to = parts.size() - 1;
      while (from < to) {
        int middle = (from + to) / 2;
        if (parts.get(middle).at < at) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }
  }

  /**
   * Buckets in which something was seen, in order, by the subject's key.
   *
   * @param of subjects of one org
   * @param from begin of the first bucket, seconds since 1970
   * @param to end of the last
   */
  Map<Integer, List<Bucket>> read(
      List<Subject> of, Metric.Part part, Step step, long from, long to) {
    Found parts = new Found();
    if (!of.isEmpty()) {
      String org = of.get(0).org();
      RollUpSql raw = new RollUpSql(subjects.org(org), from, to, step.seconds());
      String keys = keys(of);
      switch (part) {
        case CALLS -> calls(parts, raw, step, keys);
        case LEGS -> legs(parts, raw, step, of);
        case BOTH -> {
          calls(parts, raw, step, keys);
          legs(parts, raw, step, of);
        }
        case COUNTS -> counts(parts, raw, step, keys);
        case PATH -> path(parts, raw, step, keys);
      }
    }
    Map<Integer, List<Bucket>> buckets = new HashMap<>();
    parts.bySubject.forEach(
        (subject, list) -> buckets.put(subject, list.stream().map(Parts::bucket).toList()));
    return buckets;
  }

  /**
   * How many attempts of an org no trunk could be named for, from roll-ups of whole hours or days.
   *
   * @param from begin, seconds since 1970; the hour or day that it is in counts
   * @param to end
   */
  Unattributed unattributed(String org, Step step, long from, long to) {
    Step whole = step == Step.DAY ? Step.DAY : Step.HOUR;
    String sql =
        """
        select coalesce(sum(l.attempts), 0), coalesce(sum(case when s.kind = '%s' then l.attempts else 0 end), 0)
          from series_legs_%s l join series_subject s on s.id = l.subject
         where s.org = %d and s.kind in ('%1$s', '%4$s') and l.at >= %5$d and l.at < %6$d"""
            .formatted(
                SubjectKind.UNATTRIBUTED.token(),
                whole.token(),
                subjects.org(org),
                SubjectKind.ORG.token(),
                from - Math.floorMod(from, whole.seconds()),
                to);
    return store.read(
        jdbc ->
            jdbc.sql(sql)
                .query(
                    (row, number) ->
                        new Unattributed(row.getLong(1) - row.getLong(2), row.getLong(2)))
                .single());
  }

  /** Attempts of an org, and how many of them belong to no trunk. */
  record Unattributed(long attempts, long ofNoTrunk) {}

  private static String keys(List<Subject> of) {
    return of.stream()
        .map(subject -> String.valueOf(subject.key()))
        .collect(Collectors.joining(", "));
  }

  private void calls(Found parts, RollUpSql raw, Step step, String keys) {
    query(
        source("series_calls", raw, raw.calls(), step, keys, RollUpSql.CALL_COLUMNS),
        row -> parts.at(row).calls = calls(row));
  }

  private static Bucket.Calls calls(ResultSet row) throws SQLException {
    return new Bucket.Calls(
        row.getInt(3), row.getLong(4), row.getInt(5), row.getInt(6), row.getInt(7), number(row, 8));
  }

  private void legs(Found parts, RollUpSql raw, Step step, List<Subject> of) {
    RowCallbackHandler row = each -> parts.at(each).legs = legs(each);
    if (step != Step.MINUTE) {
      query(source("series_legs", raw, "", step, keys(of), RollUpSql.LEG_COLUMNS), row);
      return;
    }
    StagedLegs staged = new StagedLegs(raw, of.stream().map(Subject::key).toList());
    store.read(
        jdbc ->
            transactions.execute(
                status -> {
                  StagedLegs.tables(jdbc, store.isExclusive());
                  staged.fill(jdbc);
                  jdbc.sql(
                          "select %s from (%s) figures"
                              .formatted(RollUpSql.LEG_COLUMNS, staged.figures()))
                      .query(row);
                  StagedLegs.empty(jdbc);
                  return true;
                }));
  }

  private static Bucket.Legs legs(ResultSet row) throws SQLException {
    return new Bucket.Legs(
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getInt(6),
        row.getLong(7),
        row.getLong(8),
        row.getInt(9),
        number(row, 10),
        row.getDouble(11),
        row.getInt(12),
        number(row, 13),
        row.getDouble(14),
        row.getInt(15),
        number(row, 16),
        row.getLong(17),
        row.getInt(18),
        row.getLong(19),
        row.getLong(20));
  }

  private void counts(Found parts, RollUpSql raw, Step step, String keys) {
    query(
        source("series_count", raw, raw.counts(), step, keys, RollUpSql.COUNT_COLUMNS),
        row -> parts.at(row).count(CountKind.of(row.getInt(3)), row.getInt(4), row.getInt(5)));
  }

  private void path(Found parts, RollUpSql raw, Step step, String keys) {
    query(
        source("series_path", raw, raw.paths(), step, keys, RollUpSql.PATH_COLUMNS),
        row -> parts.at(row).path = path(row));
  }

  private static Bucket.Path path(ResultSet row) throws SQLException {
    return new Bucket.Path(
        row.getInt(3),
        row.getInt(4),
        number(row, 5),
        number(row, 6),
        row.getDouble(7),
        row.getDouble(8),
        row.getInt(9));
  }

  private static String source(
      String table, RollUpSql raw, String ofRows, Step step, String keys, String columns) {
    return step == Step.MINUTE
        ? "select %s from (%s) figures where subject in (%s)".formatted(columns, ofRows, keys)
        : "select %s from %s_%s where subject in (%s) and at >= %d and at < %d"
            .formatted(columns, table, step.token(), keys, raw.from(), raw.to());
  }

  /** In a transaction, in which alone a server gives rows a part at a time. */
  private void query(String sql, RowCallbackHandler row) {
    store.read(
        any ->
            transactions.execute(
                status -> {
                  inParts.query(sql, row);
                  return true;
                }));
  }

  private static double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? NONE : value;
  }
}
