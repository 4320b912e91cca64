package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.JournalBatch.Ended;
import io.trunkline.store.CommitQueue;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs in the {@link Store}. Every journal write shows its claim and is refused when that is
 * outdated ({@link Leases}).
 */
public final class JdbcRunStore implements RunStore {
  private final Store store;
  private final Clock clock;
  private final Fence fence;
  private final JdbcTemplate batches;
  private final AtomicLong changes = new AtomicLong();

  /**
   * Over an open store.
   *
   * @param clock stamps journal entries
   */
  public JdbcRunStore(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.fence = new Fence(store);
    this.batches = new JdbcTemplate(store.dataSource());
    if (store.isExclusive()) {
      forgetDeadOwners();
    }
  }

  /** Nobody else has this database open, so whoever is named as an owner is gone. */
  private void forgetDeadOwners() {
    store.commits().enqueue(jdbc -> jdbc.sql("update run set node = null").update());
  }

  @Override
  public Created create(RunRequest request, String runId, String node, Duration lease) {
    // As exact as a column is.
    Run begun = request.begun(runId, node, clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (store.commits().commitDurably(jdbc -> RunBeginnings.add(jdbc, begun, request, lease))) {
      changes.incrementAndGet();
      return new Created(begun, new Claim(runId, node, 1));
    }
    Run same = find(idOfKey(request.idempotencyKey())).orElseThrow();
    return new Created(IdempotencyKeys.same(same, request), null);
  }

  private String idOfKey(@Nullable String key) {
    return store.read(
        jdbc ->
            jdbc.sql("select id from run where idempotency_key = :key")
                .param("key", key)
                .query(String.class)
                .single());
  }

  @Override
  public Optional<Run> find(String runId) {
    return store.read(jdbc -> new JournalRows(jdbc).run(runId));
  }

  @Override
  public Optional<RunDocument> document(String runId) {
    return store.read(jdbc -> new JournalRows(jdbc).document(runId));
  }

  @Override
  public String mark() {
    // The token grows with each claim, and a run has no end while it is worked on again.
    return store.read(
        jdbc ->
            jdbc.sql(
                    """
                    select count(*) || ' ' || count(finished_at) || ' ' || coalesce(sum(token), 0)
                      from run""")
                .query(String.class)
                .single());
  }

  @Override
  public long changes() {
    return changes.get();
  }

  @Override
  public List<Run> list(RunQuery query) {
    return store.read(jdbc -> new JournalRows(jdbc).runs(query));
  }

  @Override
  public Optional<Claim> claim(String runId, String node, Duration lease) {
    return owned(jdbc -> Leases.claim(jdbc, runId, node, lease));
  }

  @Override
  public Optional<Claim> takeOver(String runId, String node, Duration lease) {
    return owned(jdbc -> Leases.takeOver(jdbc, runId, node, lease));
  }

  private Optional<Claim> owned(Function<JdbcClient, Optional<Claim>> claim) {
    return store
        .commits()
        .commit(
            jdbc -> {
              store.commits().endView();
              return claim.apply(jdbc);
            });
  }

  @Override
  public boolean renew(Claim claim, Duration lease) {
    return store.commits().commit(jdbc -> Leases.renew(jdbc, claim, lease));
  }

  @Override
  public void release(Claim claim) {
    store
        .commits()
        .commit(
            jdbc -> {
              store.commits().endView();
              Leases.release(jdbc, claim);
              return true;
            });
  }

  @Override
  public List<String> orphans(String node) {
    // In line with the writes, so that dead owners are forgotten before.
    return store.commits().commit(jdbc -> Leases.orphans(jdbc, node));
  }

  @Override
  public Optional<String> lockConnections(Claim claim) {
    try {
      return store
          .commits()
          .commit(
              jdbc -> {
                fence.pass(jdbc, claim);
                ConnectionLocks.take(jdbc, claim.runId());
                return Optional.empty();
              });
    } catch (ConnectionLocks.Taken e) {
      return Optional.of(e.runId());
    }
  }

  @Override
  public boolean othersWorked(Run run, Instant since) {
    return store.read(
        jdbc ->
            jdbc.sql(
                        """
                        select count(*) from run where org = :org and id <> :id
                          and (finished_at >= :since or state in ('running', 'undoing'))""")
                    .param("org", run.org())
                    .param("id", run.id())
                    .param("since", Columns.time(since))
                    .query(Integer.class)
                    .single()
                > 0);
  }

  @Override
  public CompletableFuture<Void> intent(
      Claim claim, StepKey key, int order, int attempt, boolean undo) {
    StepState state = undo ? StepState.UNDOING : StepState.INTENDED;
    return store
        .commits()
        .commitDurablyLater(
            jdbc -> {
              fence.pass(jdbc, claim);
              Instant now = clock.instant();
              JournalBatch batch = batch();
              batch.begin(claim, key, order, attempt, state, undo, now);
              if (attempt > 1) {
                // Changes rows that may stand in the batch still.
                batch.write(jdbc);
                JournalWrites.again(jdbc, claim, key, attempt, state, undo, Columns.time(now));
              }
              return null;
            });
  }

  @Override
  public CompletableFuture<Void> intendWrite(
      Claim claim, StepKey key, int attempt, int position, JsonNode write) {
    return store
        .commits()
        .commitDurablyLater(
            jdbc -> {
              fence.pass(jdbc, claim);
              batch().intendWrite(claim, key, attempt, position, clock.instant(), write);
              return null;
            });
  }

  private JournalBatch batch() {
    return store.commits().gathered(JournalBatch.class, () -> new JournalBatch(batches));
  }

  @Override
  public CompletableFuture<Void> result(Claim claim, StepKey key, int attempt, ObjectNode outputs) {
    return ended(claim, key, attempt, StepState.FINISHED, outputs, null);
  }

  @Override
  public void end(
      Claim claim, StepKey key, int attempt, StepState state, @Nullable JsonNode problem) {
    CommitQueue.await(ended(claim, key, attempt, state, null, problem));
  }

  private CompletableFuture<Void> ended(
      Claim claim,
      StepKey key,
      int attempt,
      StepState state,
      @Nullable ObjectNode outputs,
      @Nullable JsonNode problem) {
    Ended ended =
        new Ended(
            state, Columns.time(clock.instant()), Columns.json(problem), Columns.json(outputs));
    return given(claim, batch -> batch.end(claim, key, attempt, ended));
  }

  @Override
  public CompletableFuture<Void> connection(
      Claim claim, String connection, RunState state, @Nullable JsonNode problem) {
    String text = Columns.json(problem);
    return given(claim, batch -> batch.connection(claim, connection, state, text));
  }

  private CompletableFuture<Void> given(Claim claim, Consumer<JournalBatch> entry) {
    return store
        .commits()
        .commitLater(
            jdbc -> {
              fence.pass(jdbc, claim);
              entry.accept(batch());
              return null;
            });
  }

  @Override
  public void state(Claim claim, RunState state, @Nullable JsonNode problem) {
    store
        .commits()
        .commitDurably(
            jdbc -> {
              store.commits().endView();
              JournalWrites.state(
                  jdbc, claim, state, Columns.json(problem), Columns.time(clock.instant()));
              return true;
            });
    if (state.ended()) {
      changes.incrementAndGet();
    }
  }

  @Override
  public void record(ApiCallRecord call) {
    store.commits().enqueue(jdbc -> batch().call(call));
  }

  @Override
  public List<RunStep> steps(String runId) {
    return store.read(jdbc -> new JournalRows(jdbc).steps(runId));
  }

  @Override
  public List<StepAttempt> attempts(String runId) {
    return store.read(jdbc -> new JournalRows(jdbc).attempts(runId));
  }

  @Override
  public List<ApiCallRecord> calls(String runId) {
    return store.read(jdbc -> new JournalRows(jdbc).calls(runId));
  }
}
