package io.trunkline.event;

import static io.trunkline.event.AddedRows.Column.text;
import static io.trunkline.event.AddedRows.Column.time;

import io.trunkline.event.AddedRows.Column;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is to be told to sinks, written together with what it tells of. */
public final class Outbox {
  /** Numbers are given in the order of the rows. */
  private static final List<Column> COLUMNS =
      List.of(
          text("event_id"),
          text("type"),
          text("source"),
          text("subject"),
          time("time"),
          time("recorded_at"),
          text("data"));

  private final boolean alone;
  private final Clock clock;
  private final AddedRows rows;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** With the store that it is part of. */
  public Outbox(Store store, Clock clock) {
    this.alone = store.isExclusive();
    this.clock = clock;
    this.rows = new AddedRows(store, "outbox", COLUMNS);
  }

  /**
   * Adds notifications to the transaction of a write of the store; they reach the sinks once it is
   * committed, those of one subject in the order given.
   *
   * @param write what the store gave to the write
   */
  public void add(JdbcClient write, List<Notification> notifications) {
    if (!notifications.isEmpty()) {
      queue(write);
      insert(write, notifications);
    }
  }

  /**
   * For a write that adds rows by itself: does it in its turn, and wakes the sinks after it.
   *
   * @return what the write returned
   */
  public <T> T copy(JdbcClient write, Supplier<T> rows) {
    queue(write);
    wakeAfterCommit();
    return rows.get();
  }

  /** Is called after each commit that told something; must not hold the thread. */
  public void whenTold(Runnable listener) {
    listeners.add(listener);
  }

  /** Calls it no more. */
  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /** Waits until no other node's writer stands between its numbers and its commit. */
  private void queue(JdbcClient write) {
    if (!alone) {
      Line unused = turn(write);
    }
  }

  /**
   * Where writers of several nodes queue, as the one whose turn it is finds it.
   *
   * @param statesBy the node that wrote states of trunks last; null before the first
   * @param statesAfter the number after which events are not in the states of the table yet; null
   *     when all are
   */
  record Line(@Nullable String statesBy, @Nullable Long statesAfter) {}

  /** As {@link #queue}, and tells what the one before has left to do. */
  Line turn(JdbcClient write) {
    return write
        .sql(
            "select states_by, states_after from outbox_line where id = 1"
                + (alone ? "" : " for update"))
        .query((row, n) -> new Line(row.getString(1), row.getObject(2, Long.class)))
        .single();
  }

  /** Adds them for a writer that stands in the queue. */
  void insert(JdbcClient write, List<Notification> notifications) {
    if (notifications.isEmpty()) {
      return;
    }
    wakeAfterCommit();
    Instant now = clock.instant();
    rows.add(write, next -> notifications.forEach(each -> next.accept(row(each, now))));
  }

  private static @Nullable Object[] row(Notification each, Instant now) {
    return new @Nullable Object[] {
      each.id(),
      each.type(),
      each.source(),
      each.subject(),
      each.time(),
      now,
      each.data().toString()
    };
  }

  private void wakeAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            listeners.forEach(Runnable::run);
          }
        });
  }
}
