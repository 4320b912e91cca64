package io.trunkline.analytics;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes hours and days of raw rows. An hour that rows have touched is made anew, whole, from its
 * rows: late, repeated and corrected rows need nothing else. Nodes take turns by a lock on the
 * org's row. Thread-safe.
 */
public final class RollUps {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final int MARKS = 50_000;

  /** The most hours of one transaction: a stop waits for its end. */
  private static final long LONGEST = 3 * HOUR;

  private final Store store;
  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;
  private volatile boolean leaving;

  /** With the store whose roll-ups these are. */
  public RollUps(Store store) {
    this.store = store;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(store.dataSource()));
    this.jdbc = JdbcClient.create(store.dataSource());
  }

  /** Makes no more, because the process stops; the next start makes the rest. */
  public void leave() {
    leaving = true;
  }

  private record Mark(long id, int org, int family, long at) {}

  private record Stretch(int org, Family family, long from, long to) {}

  /**
   * Makes what is out of date, a few hours at a time, each time in a transaction.
   *
   * @return how many hours were made
   * @throws StoreUnavailable when the database does not answer; what is left is made by the next
   *     call
   */
  @CanIgnoreReturnValue
  public int refresh() {
    try {
      int made = 0;
      for (List<Mark> marks = marks(); !marks.isEmpty(); marks = marks()) {
        for (Stretch stretch : stretches(marks)) {
          if (leaving) {
            return made;
          }
          made += make(stretch, marks);
        }
      }
      return made;
    } catch (DataAccessException | TransactionException e) {
      throw new StoreUnavailable("roll-ups could not be made: " + e.getMessage(), e);
    }
  }

  /** Hours of an org whose roll-ups are older than their rows. */
  public int pending(Subjects subjects, String org, long fromSecond, long toSecond) {
    int number = subjects.org(org);
    return store.read(
        client ->
            client
                .sql(
                    "select count(distinct at) from series_dirty where org = ? and at >= ? and at < ?")
                .params(number, fromSecond, toSecond)
                .query(Integer.class)
                .single());
  }

  private List<Mark> marks() {
    return jdbc.sql("select id, org, family, at from series_dirty order by at limit " + MARKS)
        .query((row, i) -> new Mark(row.getLong(1), row.getInt(2), row.getInt(3), row.getLong(4)))
        .list();
  }

  /** Hours beside each other, within one day, go into one statement, a few at a time. */
  private static List<Stretch> stretches(List<Mark> marks) {
    Map<Stretch, TreeSet<Long>> days = new LinkedHashMap<>();
    for (Mark mark : marks) {
      long day = mark.at() - Math.floorMod(mark.at(), DAY);
      days.computeIfAbsent(
              new Stretch(mark.org(), family(mark.family()), day, day + DAY),
              any -> new TreeSet<>())
          .add(mark.at());
    }
    List<Stretch> stretches = new ArrayList<>();
    days.forEach(
        (day, hours) -> {
          long from = hours.first();
          for (long hour : hours) {
            if (!hours.contains(hour + HOUR) || hour + HOUR - from == LONGEST) {
              stretches.add(new Stretch(day.org(), day.family(), from, hour + HOUR));
              Long next = hours.higher(hour);
              from = next == null ? hour : next;
            }
          }
        });
    return stretches;
  }

  private static Family family(int code) {
    return Arrays.stream(Family.values())
        .filter(family -> family.code() == code)
        .findAny()
        .orElseThrow();
  }

  private int make(Stretch stretch, List<Mark> marks) {
    RollUpSql hours = new RollUpSql(stretch.org(), stretch.from(), stretch.to(), HOUR);
    long day = stretch.from() - Math.floorMod(stretch.from(), DAY);
    RollUpSql days = new RollUpSql(stretch.org(), day, day + DAY, DAY);
    transactions.executeWithoutResult(
        status -> {
          StagedLegs.tables(jdbc, store.isExclusive());
          jdbc.sql("select id from series_org where id = ? for update")
              .param(stretch.org())
              .query(Integer.class)
              .single();
          switch (stretch.family()) {
            case CALLS ->
                replace(
                    "series_calls",
                    RollUpSql.CALL_COLUMNS,
                    hours,
                    hours.calls(),
                    days,
                    days.callDays());
            case LEGS -> {
              StagedLegs staged = new StagedLegs(hours, List.of());
              staged.fill(jdbc);
              replace(
                  "series_legs",
                  RollUpSql.LEG_COLUMNS,
                  hours,
                  staged.figures(),
                  days,
                  days.legDays());
              replace(
                  "series_count",
                  RollUpSql.COUNT_COLUMNS,
                  hours,
                  hours.counts(),
                  days,
                  days.countDays());
              StagedLegs.empty(jdbc);
            }
            case PATH ->
                replace(
                    "series_path",
                    RollUpSql.PATH_COLUMNS,
                    hours,
                    hours.paths(),
                    days,
                    days.pathDays());
          }
          // By id: a mark that was made since belongs to rows that were not seen here.
          jdbc.sql("delete from series_dirty where id in (" + ids(stretch, marks) + ")").update();
        });
    return (int) ((stretch.to() - stretch.from()) / HOUR);
  }

  private void replace(
      String table,
      String columns,
      RollUpSql hours,
      String ofRows,
      RollUpSql days,
      String ofHours) {
    jdbc.sql(hours.clear(table + "_hour")).update();
    jdbc.sql("insert into " + table + "_hour (" + columns + ") " + ofRows).update();
    jdbc.sql(days.clear(table + "_day")).update();
    jdbc.sql("insert into " + table + "_day (" + columns + ") " + ofHours).update();
  }

  private static String ids(Stretch stretch, List<Mark> marks) {
    return marks.stream()
        .filter(mark -> mark.org() == stretch.org() && mark.family() == stretch.family().code())
        .filter(mark -> mark.at() >= stretch.from() && mark.at() < stretch.to())
        .map(mark -> String.valueOf(mark.id()))
        .collect(Collectors.joining(", "));
  }
}
