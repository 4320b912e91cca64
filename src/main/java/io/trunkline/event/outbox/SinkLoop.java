package io.trunkline.event.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the outbox to one sink: at least once, the entries of a subject in their order, different
 * subjects side by side. How far it came is saved a few times a second; what was delivered since is
 * delivered again after a crash.
 */
final class SinkLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
  private static final long SAVE_MILLIS = 200;
  private static final long IDLE_MILLIS = 250;
  private static final long AWAY_MILLIS = 1_000;

  /** Takes one entry to the sink; throws when it did not get there. */
  @FunctionalInterface
  interface Delivery {
    void deliver(Entry entry) throws Exception;
  }

  /**
   * What a sink wants.
   *
   * @param window entries read ahead of the oldest that is not delivered
   * @param concurrent subjects under way at once
   */
  record Options(
      String sink,
      boolean fromOldest,
      int window,
      int concurrent,
      RetryRule rule,
      Predicate<String> types) {}

  private final OutboxTables tables;
  private final Options options;
  private final String node;
  private final Delivery delivery;
  private final Executor workers;
  private final Clock clock;

  private final SinkLease lease;
  private final Semaphore signals = new Semaphore(0);
  private @Nullable Lanes lanes;
  private boolean stopped;
  private boolean moreToRead = true;
  private long saved = -1;
  private Instant savedAt = Instant.MIN;

  SinkLoop(
      OutboxTables tables,
      Options options,
      String node,
      Delivery delivery,
      Executor workers,
      Clock clock) {
    this.tables = tables;
    this.options = options;
    this.node = node;
    this.delivery = delivery;
    this.workers = workers;
    this.clock = clock;
    this.lease = new SinkLease(tables, options.sink(), node, clock);
  }

  /** Something may be new in the outbox. */
  void wake() {
    synchronized (this) {
      moreToRead = true;
    }
    signals.release();
  }

  /** Delivers nothing more, once what is under way has ended. */
  void stop() {
    synchronized (this) {
      stopped = true;
    }
    signals.release();
  }

  @Override
  public void run() {
    boolean registered = false;
    while (!isStopped()) {
      try {
        if (!registered) {
          tables.register(options.sink(), options.fromOldest());
          registered = true;
        }
        turn();
      } catch (RuntimeException e) {
        LOG.warn("sink {} waits for the store: {}", options.sink(), e.getMessage());
        pause(AWAY_MILLIS);
      }
    }
    end();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private void turn() {
    if (!leased()) {
      pause(AWAY_MILLIS);
      return;
    }
    Lanes mine = lanes();
    read(mine);
    dispatch(mine);
    save(mine, false);
    if (idle(mine)) {
      pause(IDLE_MILLIS);
      synchronized (this) {
        // Other nodes write, too, and they wake nobody here.
        moreToRead = true;
      }
    }
  }

  private synchronized boolean idle(Lanes mine) {
    return !moreToRead || mine.size() >= options.window();
  }

  private boolean leased() {
    if (lease.hold()) {
      return true;
    }
    synchronized (this) {
      // Another node goes on from what was saved; what is under way here ends by itself.
      lanes = null;
    }
    return false;
  }

  private Lanes lanes() {
    Lanes known;
    synchronized (this) {
      known = lanes;
    }
    if (known == null) {
      known = new Lanes(options.rule(), tables.done(options.sink()));
      synchronized (this) {
        lanes = known;
        saved = known.done();
      }
    }
    return known;
  }

  private void read(Lanes mine) {
    int room;
    long from;
    synchronized (this) {
      room = options.window() - mine.size();
      from = mine.read();
      moreToRead = false;
    }
    if (room <= 0) {
      return;
    }
    List<OutboxTables.Row> rows = tables.after(from, room);
    synchronized (this) {
      for (OutboxTables.Row row : rows) {
        Entry entry = row.entry();
        if (row.isFor(options.sink()) && options.types().test(entry.type())) {
          mine.add(entry);
        } else {
          mine.skip(entry);
        }
      }
      moreToRead |= rows.size() == room;
    }
  }

  private void dispatch(Lanes mine) {
    List<Entry> now = new ArrayList<>();
    synchronized (this) {
      for (Entry next = next(mine); next != null; next = next(mine)) {
        now.add(next);
      }
    }
    now.forEach(entry -> workers.execute(() -> deliver(mine, entry)));
  }

  /** Null as well when the lease is over: a node that hung or lost the store must not go on. */
  private @Nullable Entry next(Lanes mine) {
    Instant now = clock.instant();
    return stopped || lease.over(now) ? null : mine.next(now, options.concurrent());
  }

  /** Delivers one and then, on the same thread, what has become free by it. */
  private void deliver(Lanes mine, Entry first) {
    for (Entry entry = first; entry != null; ) {
      try {
        delivery.deliver(entry);
        synchronized (this) {
          mine.delivered(entry, true);
        }
      } catch (Exception e) {
        failed(mine, entry, DeliveryFailure.of(e));
      }
      synchronized (this) {
        entry = lanes == mine ? next(mine) : null;
      }
      signals.release();
    }
  }

  private void failed(Lanes mine, Entry entry, DeliveryFailure failure) {
    int refusals;
    synchronized (this) {
      refusals = failure.refused() ? mine.refusedAgain(entry) : 0;
    }
    LOG.warn(
        "sink {} did not take event {} of {}: {}",
        options.sink(),
        entry.id(),
        entry.subject(),
        failure.problem());
    try {
      tables.saveProblem(options.sink(), failure.problem());
      if (refusals >= options.rule().attempts()) {
        tables.bury(options.sink(), entry, refusals, failure.problem());
        synchronized (this) {
          mine.delivered(entry, false);
        }
        return;
      }
    } catch (RuntimeException e) {
      LOG.warn("event {} could not be put aside yet: {}", entry.id(), e.getMessage());
    }
    synchronized (this) {
      mine.failed(entry, failure, clock.instant());
    }
  }

  private void save(Lanes mine, boolean now) {
    long done;
    Instant time = clock.instant();
    synchronized (this) {
      done = mine.done();
      if (done == saved || (!now && savedAt.plusMillis(SAVE_MILLIS).isAfter(time))) {
        return;
      }
      saved = done;
      savedAt = time;
    }
    tables.saveDone(options.sink(), node, done);
  }

  private void pause(long millis) {
    try {
      if (signals.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        signals.drainPermits();
      }
    } catch (InterruptedException e) {
      stop();
    }
  }

  private void end() {
    Instant end = clock.instant().plus(SinkLease.LASTS);
    while (busy() && clock.instant().isBefore(end)) {
      pause(IDLE_MILLIS);
    }
    Lanes mine;
    synchronized (this) {
      mine = lanes;
    }
    if (mine != null) {
      save(mine, true);
      tables.release(options.sink(), node);
    }
  }

  private synchronized boolean busy() {
    return lanes != null && lanes.underWay() > 0;
  }
}
