package io.trunkline.event.outbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.Outbox;
import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sinks, how far they are, and what they would not take. Blocks. */
public final class DeadLetters {
  private static final int LARGEST_PAGE = 1_000;

  private final Store store;
  private final Outbox outbox;
  private final Clock clock;

  /** With the outbox that letters go back into. */
  public DeadLetters(Store store, Outbox outbox, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Each sink with how many events it is behind, its dead letters and its last problem. */
  public ArrayNode sinks() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    store
        .read(
            jdbc ->
                jdbc.sql(
                        "select s.name, s.problem, s.problem_at, (select count(*) from outbox o"
                            + " where o.seq > s.done and (o.sink is null or o.sink = s.name)),"
                            + " (select count(*) from dead_letter d where d.sink = s.name and"
                            + " d.replayed_at is null) from outbox_sink s order by s.name")
                    .query(
                        (row, n) ->
                            JsonNodeFactory.instance
                                .objectNode()
                                .put("name", row.getString(1))
                                .put("behind", row.getLong(4))
                                .put("deadLetters", row.getLong(5))
                                .put("problem", row.getString(2))
                                .put("problemAt", time(row, 3)))
                    .list())
        .forEach(list::add);
    return list;
  }

  /** The newest letters that were not replayed. */
  public ArrayNode list(@Nullable String sink, int limit) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    store
        .read(
            jdbc ->
                jdbc.sql(
                        "select id, sink, event_id, type, subject, time, attempts, problem,"
                            + " died_at, data from dead_letter where replayed_at is null"
                            + (sink == null ? "" : " and sink = ?")
                            + " order by died_at desc, id limit "
                            + Math.min(limit, LARGEST_PAGE))
                    .params(sink == null ? List.of() : List.of(sink))
                    .query((row, n) -> letter(row))
                    .list())
        .forEach(list::add);
    return list;
  }

  private static ObjectNode letter(ResultSet row) throws SQLException {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", row.getString(1))
        .put("sink", row.getString(2))
        .put("event", row.getString(3))
        .put("type", row.getString(4))
        .put("subject", row.getString(5))
        .put("time", time(row, 6))
        .put("attempts", row.getInt(7))
        .put("problem", row.getString(8))
        .put("diedAt", time(row, 9))
        .put("data", row.getString(10));
  }

  private static @Nullable String time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant().toString();
  }

  /**
   * Gives letters to their sinks once more, in the order in which the events happened to be told.
   *
   * @param sink only those of one sink
   * @param id only this one
   * @return how many
   */
  public int replay(@Nullable String sink, @Nullable String id) {
    List<Object> which = new ArrayList<>();
    String where = " where replayed_at is null";
    if (sink != null) {
      where += " and sink = ?";
      which.add(sink);
    }
    if (id != null) {
      where += " and id = ?";
      which.add(id);
    }
    String letters = where;
    OffsetDateTime now = OutboxTables.at(clock.instant());
    return store
        .commits()
        .commitDurably(
            jdbc ->
                outbox.copy(
                    jdbc,
                    () -> {
                      List<Object> params = new ArrayList<>(List.of(now));
                      params.addAll(which);
                      jdbc.sql(
                              "insert into outbox (sink, event_id, type, source, subject, time,"
                                  + " recorded_at, data) select sink, event_id, type, source,"
                                  + " subject, time, cast(? as timestamp(6) with time zone), data"
                                  + " from dead_letter"
                                  + letters
                                  + " order by died_at, id")
                          .params(params)
                          .update();
                      return jdbc.sql("update dead_letter set replayed_at = ?" + letters)
                          .params(params)
                          .update();
                    }));
  }

  /**
   * Gives a sink again what was told between two times and is still kept.
   *
   * @return how many events
   */
  public int replay(String sink, Instant from, Instant to) {
    OffsetDateTime now = OutboxTables.at(clock.instant());
    return store
        .commits()
        .commitDurably(
            jdbc ->
                outbox.copy(
                    jdbc,
                    () ->
                        jdbc.sql(
                                "insert into outbox (sink, event_id, type, source, subject, time,"
                                    + " recorded_at, data) select cast(? as varchar(200)),"
                                    + " event_id, type, source, subject, time, cast(? as"
                                    + " timestamp(6) with time zone), data from outbox where"
                                    + " recorded_at >= ? and recorded_at < ? and sink is null"
                                    + " order by seq")
                            .params(sink, now, OutboxTables.at(from), OutboxTables.at(to))
                            .update()));
  }
}
