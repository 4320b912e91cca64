package io.trunkline.event.outbox;

import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox's tables as its readers see them. Blocks. */
final class OutboxTables {
  private final Store store;
  private final Clock clock;

  OutboxTables(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Makes a sink known; one that is new begins with what is told from now on, or with all. */
  void register(String sink, boolean fromOldest) {
    store
        .commits()
        .commitDurably(
            jdbc ->
                jdbc.sql(
                        "insert into outbox_sink (name, done, node, lease_until) select ?, "
                            + (fromOldest ? "0" : "(select coalesce(max(seq), 0) from outbox)")
                            + ", '', current_timestamp where not exists (select 1 from outbox_sink"
                            + " where name = ?)")
                    .params(sink, sink)
                    .update());
  }

  /**
   * Takes or keeps a sink for a node; one node at a time hands on to a sink. The time is the
   * database's, because clocks of nodes differ.
   */
  boolean lease(String sink, String node, Duration length) {
    return store
            .commits()
            .commit(
                jdbc ->
                    jdbc.sql(
                            "update outbox_sink set node = ?, lease_until = current_timestamp +"
                                + " cast(? as int) * interval '0.001' second where name = ? and"
                                + " (node = ? or lease_until <= current_timestamp)")
                        .params(node, length.toMillis(), sink, node)
                        .update())
        == 1;
  }

  /** Lets another node have it at once. */
  void release(String sink, String node) {
    store
        .commits()
        .enqueue(
            jdbc ->
                jdbc.sql(
                        "update outbox_sink set lease_until = current_timestamp where name = ? and"
                            + " node = ?")
                    .params(sink, node)
                    .update());
  }

  long done(String sink) {
    return store.read(
        jdbc ->
            jdbc.sql("select done from outbox_sink where name = ?")
                .param(sink)
                .query(Long.class)
                .single());
  }

  void saveDone(String sink, String node, long done) {
    store
        .commits()
        .enqueue(
            jdbc ->
                jdbc.sql("update outbox_sink set done = ? where name = ? and node = ?")
                    .params(done, sink, node)
                    .update());
  }

  void saveProblem(String sink, String problem) {
    store
        .commits()
        .enqueue(
            jdbc ->
                jdbc.sql("update outbox_sink set problem = ?, problem_at = ? where name = ?")
                    .params(problem, at(clock.instant()), sink)
                    .update());
  }

  /**
   * What was read.
   *
   * @param sink whom it is for alone; null when for every sink
   */
  record Row(Entry entry, @Nullable String sink) {
    boolean isFor(String name) {
      return sink == null || sink.equals(name);
    }
  }

  /**
   * The next rows, whomever they are for: PostgreSQL would sort all that is there when it had to
   * look for a sink's.
   */
  List<Row> after(long seq, int limit) {
    return store.readSettled(
        jdbc ->
            jdbc.sql(
                    "select "
                        + Entry.COLUMNS
                        + ", sink from outbox where seq > ? order by seq limit ?")
                .params(seq, limit)
                .query((row, n) -> new Row(Entry.read(row), row.getString(8)))
                .list());
  }

  /** Puts aside what a sink does not take. */
  void bury(String sink, Entry entry, int attempts, String problem) {
    String id = UUID.randomUUID().toString();
    store
        .commits()
        .commitDurably(
            jdbc ->
                jdbc.sql(
                        "insert into dead_letter (id, sink, event_id, type, source, subject, time,"
                            + " data, attempts, problem, died_at) select ?, ?, ?, ?, ?, ?, cast(?"
                            + " as timestamp(6) with time zone), ?, ?, ?, cast(? as timestamp(6)"
                            + " with time zone) where not exists (select 1 from dead_letter where"
                            + " id = ?)")
                    .params(
                        id,
                        sink,
                        entry.id(),
                        entry.type(),
                        entry.source(),
                        entry.subject(),
                        at(entry.time()),
                        entry.data(),
                        attempts,
                        problem,
                        at(clock.instant()),
                        id)
                    .update());
  }

  static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
