package io.trunkline.event.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.Intake;
import io.trunkline.event.Notification;
import io.trunkline.event.Observation;
import io.trunkline.event.Outbox;
import io.trunkline.event.PartialState;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import io.trunkline.event.TrunkHistory;
import io.trunkline.event.TrunkRef;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events that only show that the way is open: through the intake like what an org tells, and to
 * every sink under the type {@code io.trunkline.test}. They say nothing of any trunk.
 */
public final class TestEvents {
  private final Store store;
  private final Intake intake;
  private final TrunkHistory history;
  private final Outbox outbox;
  private final Clock clock;

  /** With the way that they go. */
  public TestEvents(Store store, Intake intake, TrunkHistory history, Outbox outbox, Clock clock) {
    this.store = store;
    this.intake = intake;
    this.history = history;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Sends one.
   *
   * @return its id
   */
  public String send(String org) {
    String id = UUID.randomUUID().toString();
    Instant now = clock.instant();
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("org", org).put("test", id);
    intake
        .accept(
            List.of(
                new Observation(
                    org,
                    TrunkRef.NONE,
                    source(org),
                    id,
                    now,
                    now,
                    PartialState.NOTHING,
                    data.toString())))
        .toCompletableFuture()
        .join();
    Notification test =
        new Notification(id, "io.trunkline.test", "/orgs/" + org, "test", now, data.toString());
    store
        .commits()
        .commitDurably(
            write -> {
              outbox.add(write, List.of(test));
              return true;
            });
    return id;
  }

  private static Source source(String org) {
    return new Source(SourceKind.CHANNEL, org);
  }

  /** Whether a test event of an org was accepted, and for each sink whether it arrived. */
  public ObjectNode state(String org, String id) {
    ObjectNode state = JsonNodeFactory.instance.objectNode().put("id", id);
    state.put("accepted", history.knows(source(org), id));
    return store.read(jdbc -> sinks(jdbc, state, id));
  }

  private static ObjectNode sinks(JdbcClient jdbc, ObjectNode state, String id) {
    List<Long> sent =
        jdbc.sql("select seq from outbox where event_id = ?").param(id).query(Long.class).list();
    ArrayNode sinks = state.putArray("sinks");
    jdbc.sql("select name, done from outbox_sink order by name")
        .query(
            (java.sql.ResultSet row) -> {
              String name = row.getString("name");
              long done = row.getLong("done");
              boolean dead =
                  count(
                          jdbc,
                          "select count(*) from dead_letter where sink = ? and event_id = ?",
                          name,
                          id)
                      > 0;
              sinks
                  .addObject()
                  .put("name", name)
                  .put("arrived", !dead && sent.stream().anyMatch(seq -> seq <= done))
                  .put("refused", dead);
            });
    return state;
  }

  private static int count(JdbcClient jdbc, String sql, Object... parameters) {
    return jdbc.sql(sql).params(parameters).query(Integer.class).single();
  }
}
