package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run.ConnectionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs that end with the process: for tests and for a service that is told to keep nothing. */
public final class InMemoryRunStore implements RunStore {
  private final Clock clock;
  private final TreeMap<String, InMemoryRun> entries = new TreeMap<>();
  private final Map<InMemoryRun.Place, String> locks = new LinkedHashMap<>();
  private long changes;

  /** With the clock that stamps journal entries and ends leases. */
  public InMemoryRunStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Created create(
      RunRequest request, String runId, String node, Duration lease) {
    Optional<Run> same = withKey(request.idempotencyKey());
    if (same.isPresent()) {
      return new Created(IdempotencyKeys.same(same.get(), request), null);
    }
    InMemoryRun entry = new InMemoryRun(runId, request, clock.instant());
    entries.put(runId, entry);
    changes++;
    Claim claim = entry.claim(node, clock.instant().plus(lease));
    return new Created(entry.run(), claim);
  }

  private Optional<Run> withKey(@Nullable String key) {
    return entries.values().stream()
        .filter(entry -> key != null && key.equals(entry.request.idempotencyKey()))
        .map(InMemoryRun::run)
        .findFirst();
  }

  @Override
  public synchronized Optional<Run> find(String runId) {
    return Optional.ofNullable(entries.get(runId)).map(InMemoryRun::run);
  }

  @Override
  public synchronized Optional<RunDocument> document(String runId) {
    return Optional.ofNullable(entries.get(runId)).map(entry -> RunDocument.of(entry.request));
  }

  @Override
  public synchronized String mark() {
    return Long.toString(changes);
  }

  @Override
  public synchronized long changes() {
    return changes;
  }

  @Override
  public synchronized List<Run> list(RunQuery query) {
    String before = query.before();
    return (before == null ? entries : entries.headMap(before, false))
        .descendingMap().values().stream()
            .filter(entry -> query.org() == null || entry.request.org().equals(query.org()))
            .limit(query.limit())
            .map(InMemoryRun::run)
            .toList();
  }

  @Override
  public synchronized Optional<Claim> claim(String runId, String node, Duration lease) {
    InMemoryRun entry = entries.get(runId);
    if (entry == null || !entry.freeFor(node, clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(entry.claim(node, clock.instant().plus(lease)));
  }

  @Override
  public synchronized Optional<Claim> takeOver(String runId, String node, Duration lease) {
    return find(runId)
        .filter(run -> !run.state().ended())
        .flatMap(run -> claim(runId, node, lease));
  }

  @Override
  public synchronized boolean renew(Claim claim, Duration lease) {
    InMemoryRun entry = entries.get(claim.runId());
    if (entry == null || !entry.holds(claim)) {
      return false;
    }
    entry.leaseUntil = clock.instant().plus(lease);
    return true;
  }

  @Override
  public synchronized void release(Claim claim) {
    InMemoryRun entry = entries.get(claim.runId());
    if (entry != null && entry.holds(claim)) {
      entry.node = null;
    }
  }

  @Override
  public synchronized List<String> orphans(String node) {
    return entries.values().stream()
        .filter(entry -> !entry.state.ended() && entry.freeFor(node, clock.instant()))
        .map(entry -> entry.id)
        .toList();
  }

  @Override
  public synchronized boolean othersWorked(Run run, Instant since) {
    return entries.values().stream()
        .map(InMemoryRun::run)
        .filter(other -> other.org().equals(run.org()) && !other.id().equals(run.id()))
        .anyMatch(
            other ->
                other.state() == RunState.RUNNING
                    || other.state() == RunState.UNDOING
                    || (other.finishedAt() != null && !other.finishedAt().isBefore(since)));
  }

  @Override
  public synchronized Optional<String> lockConnections(Claim claim) {
    InMemoryRun entry = held(claim);
    List<InMemoryRun.Place> places = entry.places();
    Optional<String> inTheWay =
        places.stream().map(locks::get).filter(other -> isOther(other, claim)).findFirst();
    Optional<String> blocker = inTheWay.isPresent() ? inTheWay : olderWaiting(entry, places);
    if (blocker.isEmpty()) {
      places.forEach(place -> locks.put(place, claim.runId()));
    }
    return blocker;
  }

  private static boolean isOther(@Nullable String runId, Claim claim) {
    return runId != null && !runId.equals(claim.runId());
  }

  private Optional<String> olderWaiting(InMemoryRun entry, Collection<InMemoryRun.Place> places) {
    return entries.headMap(entry.id, false).values().stream()
        .filter(other -> other.state == RunState.WAITING)
        .filter(other -> other.places().stream().anyMatch(places::contains))
        .map(other -> other.id)
        .findFirst();
  }

  @Override
  public synchronized CompletableFuture<Void> intent(
      Claim claim, StepKey key, int order, int attempt, boolean undo) {
    Instant now = clock.instant();
    return given(
        claim,
        entry -> {
          entry.attempts.add(new StepAttempt(key, attempt, undo, claim.node(), now, null, null));
          RunStep old = entry.steps.get(key);
          entry.steps.put(
              key, old == null ? RunStep.first(key, order, now) : old.again(attempt, undo));
        });
  }

  @Override
  public synchronized CompletableFuture<Void> intendWrite(
      Claim claim, StepKey key, int attempt, int position, JsonNode write) {
    return given(
        claim, entry -> entry.change(key, old -> old.withWrite(attempt, clock.instant(), write)));
  }

  @Override
  public synchronized CompletableFuture<Void> result(
      Claim claim, StepKey key, int attempt, ObjectNode outputs) {
    return given(claim, entry -> ended(entry, key, attempt, StepState.FINISHED, outputs, null));
  }

  @Override
  public synchronized void end(
      Claim claim, StepKey key, int attempt, StepState state, @Nullable JsonNode problem) {
    ended(held(claim), key, attempt, state, null, problem);
  }

  private void ended(
      InMemoryRun entry,
      StepKey key,
      int attempt,
      StepState state,
      @Nullable ObjectNode outputs,
      @Nullable JsonNode problem) {
    Instant now = clock.instant();
    entry.change(key, old -> old.ended(state, now, outputs, problem));
    entry.attempts.replaceAll(
        old ->
            old.key().equals(key) && old.number() == attempt
                ? new StepAttempt(
                    key, attempt, old.undo(), old.node(), old.startedAt(), now, problem)
                : old);
  }

  @Override
  public synchronized CompletableFuture<Void> connection(
      Claim claim, String connection, RunState state, @Nullable JsonNode problem) {
    return given(
        claim,
        entry ->
            entry.states.computeIfPresent(
                connection, (name, old) -> new ConnectionState(name, state, problem)));
  }

  private CompletableFuture<Void> given(Claim claim, Consumer<InMemoryRun> write) {
    try {
      write.accept(held(claim));
      return CompletableFuture.completedFuture(null);
    } catch (RunLost e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public synchronized void state(Claim claim, RunState state, @Nullable JsonNode problem) {
    InMemoryRun entry = held(claim);
    entry.state = state;
    entry.problem = problem;
    entry.finishedAt = state.ended() ? clock.instant() : null;
    if (state.ended()) {
      changes++;
      entry.node = null;
      locks.values().removeIf(claim.runId()::equals);
    }
  }

  @Override
  public synchronized void record(ApiCallRecord call) {
    InMemoryRun entry = entries.get(call.runId());
    if (entry != null) {
      entry.calls.add(call);
    }
  }

  @Override
  public synchronized List<RunStep> steps(String runId) {
    return ofRun(runId, entry -> List.copyOf(entry.steps.values()));
  }

  @Override
  public synchronized List<StepAttempt> attempts(String runId) {
    return ofRun(runId, entry -> List.copyOf(entry.attempts));
  }

  @Override
  public synchronized List<ApiCallRecord> calls(String runId) {
    return ofRun(runId, entry -> List.copyOf(entry.calls));
  }

  private <T> List<T> ofRun(String runId, Function<InMemoryRun, List<T>> part) {
    InMemoryRun entry = entries.get(runId);
    return entry == null ? List.of() : part.apply(entry);
  }

  private InMemoryRun held(Claim claim) {
    InMemoryRun entry = entries.get(claim.runId());
    if (entry == null || !entry.holds(claim)) {
      throw new RunLost(claim.runId());
    }
    return entry;
  }
}
