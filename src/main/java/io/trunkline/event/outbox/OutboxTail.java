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
    return store.readSettled(
        jdbc -> jdbc.sql("select coalesce(max(seq), 0) from outbox").query(Long.class).single());
  }

  /**
   * What was read.
   *
   * @param place where to go on: behind all that was looked at, whomever it was for, so that
   *     nothing is looked at again
   */
  public record Read(long place, List<Change> changes) {
    /** With a list that nobody changes. */
    public Read {
      changes = List.copyOf(changes);
    }
  }

  /** The next changes of trunks' states behind a place, of one org's trunks. */
  public Read after(long seq, String org) {
    // Numbers become visible in their order: up to here nothing is still to come.
    long newest = newest();
    List<Change> changes =
        store.readSettled(
            jdbc ->
                jdbc.sql(
                        "select "
                            + Entry.COLUMNS
                            + " from outbox where seq > ? and sink is null and type ="
                            + " 'io.trunkline.trunk.state' and source = ? order by seq limit "
                            + TOGETHER)
                    .params(seq, "/orgs/" + org)
                    .query((row, n) -> new Change(row.getLong(1), Entry.read(row).cloudEvent()))
                    .list());
    if (changes.isEmpty()) {
      return new Read(Math.max(seq, newest), changes);
    }
    long last = changes.get(changes.size() - 1).seq();
    return new Read(changes.size() < TOGETHER ? Math.max(last, newest) : last, changes);
  }
}
