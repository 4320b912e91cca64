package io.trunkline.check;

import io.trunkline.sip.Verdict;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gathers verdicts for a second and writes them together: each is a row of another target, and a
 * commit of its own would write the same pages again for each of them. Thread-safe.
 */
final class WriteBehind {
  private static final Duration BETWEEN_CLEANUPS = Duration.ofHours(1);
  private static final long GATHERED_MILLIS = 1_000;

  private final Store store;
  private final CheckTables tables;
  private final Duration keep;
  private final Clock clock;
  private final Queue<Verdict> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private final Executor later =
      CompletableFuture.delayedExecutor(GATHERED_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

  private volatile boolean ended;

  /** Only the store's writer touches it. */
  private Instant cleaned = Instant.MIN;

  WriteBehind(Store store, CheckTables tables, Duration keep, Clock clock) {
    this.store = store;
    this.tables = tables;
    this.keep = keep;
    this.clock = clock;
  }

  void add(Verdict verdict) {
    waiting.add(verdict);
    if (asked.compareAndSet(false, true)) {
      if (ended) {
        write();
      } else {
        later.execute(this::write);
      }
    }
  }

  private void write() {
    store.commits().enqueue(new Batch());
  }

  /** Gathers no more: what is here is committed before the store closes. */
  void end() {
    ended = true;
    write();
  }

  /** One write; the same verdicts again when the store repeats it. */
  private final class Batch implements Consumer<JdbcClient> {
    private @Nullable List<Verdict> taken;

    @Override
    public void accept(JdbcClient client) {
      List<Verdict> verdicts = taken;
      if (verdicts == null) {
        asked.set(false);
        verdicts = take();
        taken = verdicts;
      }
      tables.write(client, verdicts);
      Instant now = clock.instant();
      if (cleaned.isBefore(now.minus(BETWEEN_CLEANUPS))) {
        tables.deleteBefore(client, now.minus(keep));
        cleaned = now;
      }
    }

    private List<Verdict> take() {
      List<Verdict> all = new ArrayList<>();
      for (Verdict next = waiting.poll(); next != null; next = waiting.poll()) {
        all.add(next);
      }
      return all;
    }
  }
}
