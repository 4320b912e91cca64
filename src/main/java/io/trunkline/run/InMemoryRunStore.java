package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run.ConnectionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs that end with the process: for tests and for a service that is told to keep nothing. */
public final class InMemoryRunStore implements RunStore {
  private final Clock clock;
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final Map<Place, String> locks = new LinkedHashMap<>();

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
    Entry entry = new Entry(runId, request, clock.instant());
    entries.put(runId, entry);
    return new Created(entry.run(), entry.claim(node, clock.instant().plus(lease)));
  }

  private Optional<Run> withKey(@Nullable String key) {
    return entries.values().stream()
        .filter(entry -> key != null && key.equals(entry.request.idempotencyKey()))
        .map(Entry::run)
        .findFirst();
  }

  @Override
  public synchronized Optional<Run> find(String runId) {
    return Optional.ofNullable(entries.get(runId)).map(Entry::run);
  }

  @Override
  public synchronized List<Run> list(RunQuery query) {
    String before = query.before();
    return (before == null ? entries : entries.headMap(before, false))
        .descendingMap().values().stream()
            .filter(entry -> query.org() == null || entry.request.org().equals(query.org()))
            .limit(query.limit())
            .map(Entry::run)
            .toList();
  }

  @Override
  public synchronized Optional<Claim> claim(String runId, String node, Duration lease) {
    Entry entry = entries.get(runId);
    if (entry == null || !entry.freeFor(node, clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(entry.claim(node, clock.instant().plus(lease)));
  }

  @Override
  public synchronized boolean renew(Claim claim, Duration lease) {
    Entry entry = entries.get(claim.runId());
    if (entry == null || !entry.holds(claim)) {
      return false;
    }
    entry.leaseUntil = clock.instant().plus(lease);
    return true;
  }

  @Override
  public synchronized void release(Claim claim) {
    Entry entry = entries.get(claim.runId());
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
        .map(Entry::run)
        .filter(other -> other.org().equals(run.org()) && !other.id().equals(run.id()))
        .anyMatch(
            other ->
                other.state() == RunState.RUNNING
                    || other.state() == RunState.UNDOING
                    || (other.finishedAt() != null && !other.finishedAt().isBefore(since)));
  }

  @Override
  public synchronized Optional<String> lockConnections(Claim claim) {
    Entry entry = held(claim);
    List<Place> places = entry.places();
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

  private Optional<String> olderWaiting(Entry entry, Collection<Place> places) {
    return entries.headMap(entry.id, false).values().stream()
        .filter(other -> other.state == RunState.WAITING)
        .filter(other -> other.places().stream().anyMatch(places::contains))
        .map(other -> other.id)
        .findFirst();
  }

  @Override
  public synchronized void intent(Claim claim, StepKey key, int order, int attempt, boolean undo) {
    Entry entry = held(claim);
    Instant now = clock.instant();
    entry.attempts.add(new StepAttempt(key, attempt, undo, claim.node(), now, null, null));
    RunStep old = entry.steps.get(key);
    entry.steps.put(key, old == null ? RunStep.first(key, order, now) : old.again(attempt, undo));
    entry.begun(key.connection(), undo);
  }

  @Override
  public synchronized void intendWrite(
      Claim claim, StepKey key, int attempt, int position, JsonNode write) {
    Entry entry = held(claim);
    entry.change(key, old -> old.withWrite(attempt, clock.instant(), write));
  }

  @Override
  public synchronized void result(Claim claim, StepKey key, int attempt, ObjectNode outputs) {
    ended(held(claim), key, attempt, StepState.FINISHED, outputs, null);
  }

  @Override
  public synchronized void end(
      Claim claim, StepKey key, int attempt, StepState state, @Nullable JsonNode problem) {
    ended(held(claim), key, attempt, state, null, problem);
  }

  private void ended(
      Entry entry,
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
  public synchronized void connection(
      Claim claim, String connection, RunState state, @Nullable JsonNode problem) {
    held(claim).states.put(connection, new ConnectionState(connection, state, problem));
  }

  @Override
  public synchronized void state(Claim claim, RunState state, @Nullable JsonNode problem) {
    Entry entry = held(claim);
    entry.state = state;
    entry.problem = problem;
    entry.finishedAt = state.ended() ? clock.instant() : null;
    if (state.ended()) {
      entry.node = null;
      locks.values().removeIf(claim.runId()::equals);
    }
  }

  @Override
  public synchronized void record(ApiCallRecord call) {
    Entry entry = entries.get(call.runId());
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

  private <T> List<T> ofRun(String runId, Function<Entry, List<T>> part) {
    Entry entry = entries.get(runId);
    return entry == null ? List.of() : part.apply(entry);
  }

  private Entry held(Claim claim) {
    Entry entry = entries.get(claim.runId());
    if (entry == null || !entry.holds(claim)) {
      throw new RunLost(claim.runId());
    }
    return entry;
  }

  /** A connection or an object of an org: what two runs must not work on at once. */
  private record Place(String org, String name) {}

  /** One run with its journal; guarded by the store's lock. */
  private static final class Entry {
    final String id;
    final RunRequest request;
    final Instant startedAt;
    final Map<String, ConnectionState> states = new LinkedHashMap<>();
    final Map<StepKey, RunStep> steps = new LinkedHashMap<>();
    final List<StepAttempt> attempts = new ArrayList<>();
    final List<ApiCallRecord> calls = new ArrayList<>();
    RunState state = RunState.WAITING;
    @Nullable JsonNode problem;
    @Nullable Instant finishedAt;
    @Nullable String node;
    Instant leaseUntil = Instant.MIN;
    long token;

    Entry(String id, RunRequest request, Instant startedAt) {
      this.id = id;
      this.request = request;
      this.startedAt = startedAt;
      for (String name : request.connectionNames()) {
        states.put(name, new ConnectionState(name, RunState.WAITING, null));
      }
    }

    Claim claim(String owner, Instant until) {
      node = owner;
      leaseUntil = until;
      token++;
      return new Claim(id, owner, token);
    }

    boolean freeFor(String claimant, Instant now) {
      return node == null || node.equals(claimant) || !leaseUntil.isAfter(now);
    }

    void begun(String connection, boolean undo) {
      RunState now = undo ? RunState.UNDOING : RunState.RUNNING;
      states.computeIfPresent(connection, (name, old) -> new ConnectionState(name, now, null));
    }

    boolean holds(Claim claim) {
      return token == claim.token() && claim.node().equals(node);
    }

    List<Place> places() {
      return Stream.concat(
              states.keySet().stream().map(name -> "connection " + name),
              request.objects().stream())
          .map(name -> new Place(request.org(), name))
          .toList();
    }

    void change(StepKey key, Function<RunStep, RunStep> change) {
      steps.put(key, change.apply(Objects.requireNonNull(steps.get(key), key::toString)));
    }

    Run run() {
      return new Run(
          id,
          request.org(),
          state,
          request.specHash(),
          request.planHash(),
          request.connections(),
          request.plan(),
          request.startedBy(),
          request.reason(),
          request.undoOnFailure(),
          request.idempotencyKey(),
          startedAt,
          finishedAt,
          problem,
          node,
          List.copyOf(states.values()));
    }
  }
}
