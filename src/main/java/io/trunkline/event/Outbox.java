package io.trunkline.event;

import io.trunkline.store.Store;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is to be told to sinks, written together with what it tells of. */
public final class Outbox {
  private static final String INSERT =
      "insert into outbox (sink, event_id, type, source, subject, time, recorded_at, data)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  private final boolean alone;
  private final JdbcTemplate batches;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** With the store that it is part of. */
  public Outbox(Store store, Clock clock) {
    this.alone = store.isExclusive();
    this.batches = new JdbcTemplate(store.dataSource());
    this.clock = clock;
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
      insert(notifications);
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
  void queue(JdbcClient write) {
    if (!alone) {
      write.sql("select id from outbox_line where id = 1 for update").query(Integer.class).single();
    }
  }

  /** Adds them for a writer that stands in the queue. */
  void insert(List<Notification> notifications) {
    if (notifications.isEmpty()) {
      return;
    }
    wakeAfterCommit();
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    batches.batchUpdate(
        INSERT,
        notifications,
        notifications.size(),
        (row, each) -> {
          row.setString(1, null);
          row.setString(2, each.id());
          row.setString(3, each.type());
          row.setString(4, each.source());
          row.setString(5, each.subject());
          row.setObject(6, each.time().atOffset(ZoneOffset.UTC));
          row.setObject(7, now);
          row.setString(8, each.data().toString());
        });
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
