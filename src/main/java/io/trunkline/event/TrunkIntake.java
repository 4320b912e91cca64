package io.trunkline.event;

import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Commits observations in groups: while one group is being committed the next one gathers, so that
 * thousands share an fsync and one alone waits for nobody.
 */
public final class TrunkIntake implements Intake {
  private static final int TOGETHER = 1_000;

  /** Groups on their way where one waits for the disk while the next is written. */
  private static final int GROUPS = 2;

  /** With no group for so long, nothing lags any more. */
  private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private final Store store;
  private final EventWrite write;
  private final EventIds ids;
  private final Clock clock;
  private final int mostWaiting;
  private final int groups;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private int waitingEvents;
  private int committing;
  private long committed;
  private boolean settling;

  /** What one caller gave, and where its receipts go. */
  private record Batch(List<Seen> observations, CompletableFuture<List<Receipt>> receipts) {}

  /**
   * With where it writes to.
   *
   * @param mostWaiting observations that may wait for their commit; more are refused
   */
  public TrunkIntake(Store store, Outbox outbox, FlapRule rule, int mostWaiting, Clock clock) {
    this.store = store;
    this.ids = new EventIds();
    this.clock = clock;
    this.mostWaiting = mostWaiting;
    // A server's commit is waited for by the writer itself: a second group would be a smaller one.
    this.groups = store.isExclusive() ? GROUPS : 1;
    this.write = new EventWrite(store, outbox, rule, ids, clock);
  }

  /** How many observations wait for their commit. */
  public synchronized int waiting() {
    return waitingEvents;
  }

  @Override
  public CompletionStage<List<Receipt>> accept(List<Observation> observations) {
    Batch batch =
        new Batch(observations.stream().map(Seen::of).toList(), new CompletableFuture<>());
    synchronized (this) {
      if (waitingEvents > 0 && waitingEvents + observations.size() > mostWaiting) {
        return CompletableFuture.failedFuture(new Overloaded(waitingEvents));
      }
      waiting.add(batch);
      waitingEvents += observations.size();
      if (committing == groups) {
        return batch.receipts;
      }
      committing++;
    }
    commitNext();
    return batch.receipts;
  }

  private void commitNext() {
    Group group = new Group();
    var unused =
        store
            .commits()
            .commitDurablyLater(group::write)
            .whenComplete((receipts, failure) -> committed(group, receipts, failure));
  }

  /** Gathers when its turn comes, and keeps what it gathered when it must be repeated. */
  private final class Group {
    private List<Batch> batches = List.of();
    private boolean lags;

    List<List<Receipt>> write(JdbcClient jdbc) {
      if (batches.isEmpty()) {
        batches = gather();
      }
      List<Seen> all = new ArrayList<>();
      batches.forEach(batch -> all.addAll(batch.observations));
      EventWrite.Written written = write.write(jdbc, all);
      lags = written.lags();
      List<Receipt> receipts = written.receipts();
      List<List<Receipt>> each = new ArrayList<>();
      int from = 0;
      for (Batch batch : batches) {
        each.add(List.copyOf(receipts.subList(from, from + batch.observations.size())));
        from += batch.observations.size();
      }
      return each;
    }
  }

  private synchronized List<Batch> gather() {
    List<Batch> batches = new ArrayList<>();
    int events = 0;
    while (!waiting.isEmpty()
        && (batches.isEmpty() || events + waiting.getFirst().observations.size() <= TOGETHER)) {
      Batch batch = waiting.removeFirst();
      events += batch.observations.size();
      batches.add(batch);
    }
    return batches;
  }

  private void committed(
      Group group, @Nullable List<List<Receipt>> receipts, @Nullable Throwable failure) {
    List<Batch> done = group.batches;
    boolean more;
    synchronized (this) {
      committed++;
      if (receipts == null && done.isEmpty()) {
        // The store failed before the group's turn came: what waited had its patience.
        done = List.copyOf(waiting);
        waiting.clear();
      }
      done.forEach(batch -> waitingEvents -= batch.observations.size());
      more = !waiting.isEmpty();
      committing -= more ? 0 : 1;
    }
    if (more) {
      commitNext();
    } else if (group.lags) {
      settleWhenQuiet();
    }
    if (receipts != null) {
      for (int i = 0; i < done.size(); i++) {
        done.get(i).receipts.complete(receipts.get(i));
      }
    } else if (done.size() > 1 && failure instanceof DataIntegrityViolationException) {
      done.forEach(this::alone);
    } else {
      Throwable why = failure == null ? new IllegalStateException("no receipts") : failure;
      done.forEach(batch -> batch.receipts.completeExceptionally(why));
    }
  }

  private synchronized void settleWhenQuiet() {
    if (!settling) {
      settling = true;
      long before = committed;
      SOON.execute(() -> settleIfQuiet(before));
    }
  }

  private void settleIfQuiet(long before) {
    synchronized (this) {
      settling = false;
      if (committed != before) {
        settleWhenQuiet();
        return;
      }
    }
    var unused =
        store
            .commits()
            .commitLater(write::settle)
            .thenAccept(
                others -> {
                  if (others) {
                    settleWhenQuiet();
                  }
                });
  }

  /** One that the database refuses must not take the others with it. */
  private void alone(Batch batch) {
    var unused =
        store
            .commits()
            .commitDurablyLater(jdbc -> write.write(jdbc, batch.observations).receipts())
            .whenComplete(
                (receipts, failure) -> {
                  if (receipts != null) {
                    batch.receipts.complete(receipts);
                  } else {
                    batch.receipts.completeExceptionally(failure);
                  }
                });
  }

  @Override
  public CompletionStage<Void> catchUp() {
    return store.commits().commitLater(write::catchUp).thenAccept(lags -> {});
  }

  @Override
  public CompletionStage<Void> gap(
      String org, Source source, Instant from, Instant to, String reason) {
    String id = ids.next(clock.instant());
    return store
        .commits()
        .commitDurablyLater(
            jdbc ->
                jdbc.sql(
                        "insert into source_gap (id, org, source, from_at, to_at, reason,"
                            + " recorded_at) select ?, ?, ?, cast(? as timestamp(6) with time"
                            + " zone), cast(? as timestamp(6) with time zone), ?, cast(? as"
                            + " timestamp(6) with time zone) where not exists (select 1 from"
                            + " source_gap where id = ?)")
                    .params(
                        id,
                        org,
                        source.text(),
                        EventTable.at(from),
                        EventTable.at(to),
                        StoredText.of(reason, 1_000),
                        EventTable.at(clock.instant()),
                        id)
                    .update())
        .thenAccept(rows -> {});
  }
}
