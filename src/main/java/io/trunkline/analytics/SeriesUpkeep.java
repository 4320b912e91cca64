package io.trunkline.analytics;

import io.trunkline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What routes/series.camel.yaml asks for: roll-ups, and the end of what is too old. */
public final class SeriesUpkeep {
  private static final long SLICE = 6 * 3_600;
  private static final long DAY = 86_400;
  private static final long MILLIS = 1_000;

  /** How many times as long as roll-ups took nothing is rolled up. */
  private static final int REST = 9;

  private final Store store;
  private final RollUps rollUps;
  private final Duration raw;
  private final Duration hourly;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  /**
   * With how long rows are kept.
   *
   * @param raw raw rows: minutes, legs, checks
   * @param hourly roll-ups of hours; days are kept for ever
   */
  public SeriesUpkeep(
      Store store, RollUps rollUps, Duration raw, Duration hourly, InstantSource clock) {
    this.store = store;
    this.rollUps = rollUps;
    this.raw = raw;
    this.hourly = hourly;
    this.clock = clock;
  }

  /**
   * Makes the hours that rows have touched, unless that would take more than a tenth of the time:
   * an hour is made whole each time, and of thousands of trunks that is work.
   */
  public synchronized void rollUp() {
    Instant begun = clock.instant();
    if (!begun.isBefore(next)) {
      rollUps.refresh();
      Instant ended = clock.instant();
      next = ended.plus(Duration.between(begun, ended).multipliedBy(REST));
    }
  }

  /**
   * Deletes what is too old, a few hours of rows in each transaction, so that nobody waits long for
   * a lock.
   */
  public void forget() {
    rollUps.refresh();
    long now = clock.instant().getEpochSecond();
    long rawEnd = day(now - raw.toSeconds());
    long hourEnd = day(now - hourly.toSeconds());
    if (store.isExclusive()) {
      slices("series_sample", "at", rawEnd, 1);
    } else {
      dropDays(rawEnd);
    }
    slices("series_leg", "started", rawEnd, MILLIS);
    slices("series_path", "at", rawEnd, MILLIS);
    slices("series_aggregate", "at", hourEnd, 1);
    for (String table : List.of("calls", "legs", "count", "path")) {
      slices("series_" + table + "_hour", "at", hourEnd, 1);
    }
  }

  private static long day(long second) {
    return second - Math.floorMod(second, DAY);
  }

  private void slices(String table, String column, long end, long unit) {
    String oldest = "select min(%s) from %s where %s < ?".formatted(column, table, column);
    String delete = "delete from %s where %s < ?".formatted(table, column);
    for (Long first = first(oldest, end * unit); first != null; first = first(oldest, end * unit)) {
      long upto = Math.min(end * unit, first + SLICE * unit);
      store.commits().commit(jdbc -> jdbc.sql(delete).param(upto).update());
    }
  }

  private @Nullable Long first(String oldest, long end) {
    long found =
        store.read(
            jdbc ->
                jdbc.sql("select coalesce((" + oldest + "), -1)")
                    .param(end)
                    .query(Long.class)
                    .single());
    return found < 0 ? null : found;
  }

  private void dropDays(long end) {
    List<String> partitions =
        store.read(
            jdbc ->
                jdbc.sql(
                        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                            + " where i.inhparent = cast('series_sample' as regclass)")
                    .query(String.class)
                    .list());
    for (String partition : partitions) {
      if (SampleDays.day(partition) < end) {
        store.commits().commit(jdbc -> jdbc.sql("drop table if exists " + partition).update());
      }
    }
  }
}
