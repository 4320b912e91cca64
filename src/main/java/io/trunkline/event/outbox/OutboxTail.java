package io.trunkline.event.outbox;

import io.trunkline.store.Store;
import java.util.List;

/** Follows the outbox without being a sink: nothing is remembered of who reads. Blocks. */
public final class OutboxTail {
  private static final int TOGETHER = 200;

  private final Store store;

  /** With the store that holds it. */
  public OutboxTail(Store store) {
    this.store = store;
  }

  /**
   * A change of a trunk's state.
   *
   * @param seq its place in the outbox
   * @param event a CloudEvent in JSON
   */
  public record Change(long seq, String event) {}

  /** The place of the newest entry. */
  public long newest() {
    return store.read(
        jdbc -> jdbc.sql("select coalesce(max(seq), 0) from outbox").query(Long.class).single());
  }

  /** The next changes of trunks' states behind a place, of one org's trunks. */
  public List<Change> after(long seq, String org) {
    return store.read(
        jdbc ->
            jdbc.sql(
                    "select "
                        + Entry.COLUMNS
                        + " from outbox where seq > ? and sink is null and type = 'io.trunkline.trunk.state' and source"
                        + " = ? order by seq limit "
                        + TOGETHER)
                .params(seq, "/orgs/" + org)
                .query((row, n) -> new Change(row.getLong(1), Entry.read(row).cloudEvent()))
                .list());
  }
}
