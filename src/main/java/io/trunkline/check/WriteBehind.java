package io.trunkline.check;

import io.trunkline.sip.Verdict;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gathers verdicts while a commit is on its way and gives them to the next one together. */
final class WriteBehind {
  private static final Duration BETWEEN_CLEANUPS = Duration.ofHours(1);

  private final Store store;
  private final CheckTables tables;
  private final Duration keep;
  private final Clock clock;
  private final Queue<Verdict> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asked = new AtomicBoolean();

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
      store.commits().enqueue(new Batch());
    }
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
