package io.trunkline.event;

import io.trunkline.store.CommitQueue;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be done from time to time: routes call it. Blocks. */
public final class Upkeep {
  /** Senders may come again with an event for three days; a few hours are added. */
  public static final Duration SHORTEST_MEMORY = Duration.ofHours(76);

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int TOGETHER = 500;
  private static final int SLICE = 5_000;

  private final Store store;
  private final Intake intake;
  private final Limits limits;
  private final Clock clock;

  /**
   * How long things hold.
   *
   * @param stale a trunk of which nothing was heard for so long is unknown
   * @param events accepted events, and with them what is known as a duplicate
   * @param told what was told and delivered, for replays
   */
  public record Limits(Duration stale, Duration events, Duration told) {
    /** Checks that no sender can have an event counted twice. */
    public Limits {
      if (events.compareTo(SHORTEST_MEMORY) < 0) {
        throw new IllegalArgumentException(
            "trunkline.events.keep: at least " + SHORTEST_MEMORY.toHours() + "h");
      }
    }
  }

  /** With what it keeps in order. */
  public Upkeep(Store store, Intake intake, Limits limits, Clock clock) {
    this.store = store;
    this.intake = intake;
    this.limits = limits;
    this.clock = clock;
  }

  private record Quiet(String org, String trunk) {}

  /** Makes trunks unknown of which nothing was heard for too long. */
  public void markStale() {
    CommitQueue.await(intake.catchUp().toCompletableFuture());
    Instant now = clock.instant();
    List<Quiet> quiet =
        store.read(
            jdbc ->
                jdbc.sql(
                        "select org, trunk from trunk_state where stale = false and seen_at < ?"
                            + " and seen_at > ? order by seen_at limit "
                            + TOGETHER)
                    .params(EventTable.at(now.minus(limits.stale())), EventTable.at(Instant.EPOCH))
                    .query((row, n) -> new Quiet(row.getString(1), row.getString(2)))
                    .list());
    List<Observation> stale = quiet.stream().map(each -> stale(each, now)).toList();
    if (!stale.isEmpty()) {
      List<Receipt> unused = CommitQueue.await(intake.accept(stale).toCompletableFuture());
    }
  }

  private Observation stale(Quiet trunk, Instant now) {
    return new Observation(
        trunk.org,
        TrunkRef.id(trunk.trunk),
        new Source(SourceKind.STALE, "trunkline"),
        trunk.trunk + "@" + now,
        now.minus(limits.stale()),
        now,
        PartialState.NOTHING,
        "{}");
  }

  /**
   * Forgets what is old enough, in slices, so that no write waits long. What a sink has not got yet
   * stays, unless nobody served the sink for so long.
   */
  public void forget() {
    Instant now = clock.instant();
    int events = slices("trunk_event", "id", "received_at", "", now.minus(limits.events()));
    Instant told = now.minus(limits.told());
    String delivered =
        " and seq <= (select coalesce(min(done), 9223372036854775807) from outbox_sink where"
            + " lease_until >= ?)";
    int notifications = slices("outbox", "seq", "recorded_at", delivered, told);
    slices("source_gap", "id", "to_at", "", now.minus(limits.events()));
    if (events + notifications > 0) {
      LOG.info("forgot {} events and {} notifications", events, notifications);
    }
  }

  /** The last row of a slice: its key, and whether it and so what is before it is old. */
  private record Last(Object key, boolean old) {}

  /**
   * Slices of the table in the order of its keys, which were given in the order of writing: no
   * index by time is needed, and none costs the writers. A list of keys would be slow to delete by.
   */
  private int slices(String table, String key, String time, String also, Instant before) {
    OffsetDateTime end = EventTable.at(before);
    String old = "delete from " + table + " where " + time + " < ?" + also;
    List<Object> params = Collections.nCopies(also.isEmpty() ? 1 : 2, end);
    int all = 0;
    while (true) {
      Optional<Last> last = last(table, key, time, end);
      String slice = old + (last.isEmpty() ? "" : " and " + key + " <= ?");
      List<Object> bound = new ArrayList<>(params);
      last.ifPresent(row -> bound.add(row.key));
      int rows = store.commits().commit(jdbc -> jdbc.sql(slice).params(bound).update());
      all += rows;
      if (rows == 0 || last.isEmpty() || !last.get().old) {
        return all;
      }
    }
  }

  private Optional<Last> last(String table, String key, String time, OffsetDateTime end) {
    String sql =
        "select %1$s, %2$s < ? from %3$s order by %1$s limit 1 offset %4$d"
            .formatted(key, time, table, SLICE);
    return store.read(
        jdbc ->
            jdbc.sql(sql)
                .param(end)
                .query((row, n) -> new Last(row.getObject(1), row.getBoolean(2)))
                .optional());
  }
}
