package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.store.CommitQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that this node owns and works on: writes its journal, then tells those who watch. Holds the
 * steps in memory, which is safe because every write shows the claim. Thread-safe.
 */
final class ActiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

  private final Run run;
  private final RunDocument document;
  private final Claim claim;
  private final Map<String, Object> memory;
  private final RunStore store;
  private final RunEvents events;
  private final Clock clock;
  private final Duration lease;
  private final Map<StepKey, RunStep> steps = new ConcurrentHashMap<>();
  private final Map<String, RunState> connections = new ConcurrentHashMap<>();

  /** What each connection was last said to be at work on: its steps, or their undo. */
  private final Map<String, RunState> working = new ConcurrentHashMap<>();

  private final GivenEntries given;
  private final AtomicInteger lastOrder;
  private final AtomicBoolean announced = new AtomicBoolean();
  private final AtomicBoolean held = new AtomicBoolean();

  ActiveRun(
      Run run,
      RunDocument document,
      Claim claim,
      Map<String, Object> memory,
      RunStore store,
      RunEvents events,
      Clock clock,
      Duration lease,
      Executor tellers) {
    this.lease = lease;
    this.given = new GivenEntries(events::publish, tellers);
    this.run = run;
    this.document = document;
    this.claim = claim;
    this.memory = Map.copyOf(memory);
    this.store = store;
    this.events = events;
    this.clock = clock;
    List<RunStep> earlier = store.steps(run.id());
    earlier.forEach(step -> steps.put(step.key(), step));
    this.lastOrder = new AtomicInteger(earlier.stream().mapToInt(RunStep::order).max().orElse(0));
  }

  Run run() {
    return run;
  }

  /** What it was asked to do; those who may change it copy it. */
  RunDocument document() {
    return document;
  }

  /** Exchange variables that only this process knows. */
  Map<String, Object> memory() {
    return memory;
  }

  /** True when what this process read for the plan may be outdated by another run. */
  boolean outdated() {
    return memory.get(RunVariables.READ_AT) instanceof Instant readAt
        && store.othersWorked(run, readAt);
  }

  Claim claim() {
    return claim;
  }

  /** True when an earlier execution left steps behind. */
  boolean resumed() {
    return !steps.isEmpty();
  }

  @Nullable RunStep step(StepKey key) {
    return steps.get(key);
  }

  /** Tells once that another run is in the way. */
  void waitingBehind(String other) {
    if (announced.compareAndSet(false, true)) {
      events.publish(new RunEvent.RunWaiting(run.id(), clock.instant(), other));
    }
  }

  /** Notes that a step did not begin because routes are exchanged. */
  void hold() {
    held.set(true);
  }

  /** Whether this execution was stopped by {@link #hold()}; asked once at its end. */
  boolean wasHeld() {
    return held.getAndSet(false);
  }

  /** All steps, the first first. */
  List<RunStep> inOrder() {
    return steps.values().stream().sorted(Comparator.comparingInt(RunStep::order)).toList();
  }

  /** Steps whose effect may exist, the latest first. */
  List<RunStep> backwards() {
    return steps.values().stream()
        .filter(step -> step.state() != StepState.UNDONE)
        .sorted(Comparator.comparingInt(RunStep::order).reversed())
        .toList();
  }

  /**
   * Gives the intent to attempt a step; what earlier attempts left is in the step returned. That of
   * an undo is committed with it. Otherwise whoever may have an effect waits for it: {@link
   * #settle}, {@link #intendWrite}.
   */
  RunStep begin(StepKey key, boolean undo) {
    RunStep old = steps.get(key);
    int attempt = old == null ? 1 : old.attempts() + 1;
    int order = old == null ? lastOrder.incrementAndGet() : old.order();
    begins(key.connection(), undo ? RunState.UNDOING : RunState.RUNNING);
    CompletableFuture<Void> intent = store.intent(claim, key, order, attempt, undo);
    if (undo) {
      settle(key.connection());
      CommitQueue.await(intent);
    } else {
      Instant now = clock.instant();
      given.begun(key.connection(), intent, new RunEvent.StepStarted(run.id(), now, key, attempt));
    }
    RunStep begun =
        old == null ? RunStep.first(key, order, clock.instant()) : old.again(attempt, undo);
    steps.put(key, begun);
    return begun;
  }

  private void begins(String connection, RunState state) {
    if (!connection.isEmpty() && working.put(connection, state) != state) {
      var unused = store.connection(claim, connection, state, null);
    }
  }

  /**
   * Waits until the intents and results that a connection and the run itself gave are committed;
   * throws what refused one.
   */
  void settle(String connection) {
    given.settle("");
    given.settle(connection);
  }

  /** Whether {@link #settle} would wait. */
  boolean isSettled(String connection) {
    return given.isSettled("") && given.isSettled(connection);
  }

  void intendWrite(StepKey key, JsonNode write) {
    RunStep step = Objects.requireNonNull(steps.get(key), key::toString);
    long asked = System.nanoTime();
    CompletableFuture<Void> written =
        store.intendWrite(claim, key, step.attempts(), step.writes().size() + 1, write);
    settle(key.connection());
    CommitQueue.await(written);
    // A process that hung here for so long may have a successor, which has looked for this write
    // and made it itself.
    if (System.nanoTime() - asked > lease.toNanos()) {
      throw new RunLost(run.id());
    }
    steps.put(key, step.withWrite(step.attempts(), clock.instant(), write));
  }

  void finish(StepKey key, ObjectNode outputs) {
    CompletableFuture<Void> committed = store.result(claim, key, attempts(key), outputs);
    change(key, StepState.FINISHED, outputs, null);
    given.add(
        key.connection(),
        committed,
        new RunEvent.StepFinished(run.id(), clock.instant(), key, outputs));
  }

  void fail(StepKey key, JsonNode problem) {
    int attempt = attempts(key);
    settle(key.connection());
    store.end(claim, key, attempt, StepState.FAILED, problem);
    change(key, StepState.FAILED, null, problem);
    events.publish(new RunEvent.StepFailed(run.id(), clock.instant(), key, attempt, problem));
  }

  void skipped(RunStep step) {
    events.publish(new RunEvent.StepSkipped(run.id(), clock.instant(), step.key(), step.outputs()));
  }

  void undone(StepKey key) {
    store.end(claim, key, attempts(key), StepState.UNDONE, null);
    change(key, StepState.UNDONE, null, null);
    events.publish(new RunEvent.StepUndone(run.id(), clock.instant(), key));
  }

  void left(StepKey key, JsonNode problem) {
    store.end(claim, key, attempts(key), StepState.LEFT, problem);
    change(key, StepState.LEFT, null, problem);
    events.publish(new RunEvent.StepLeft(run.id(), clock.instant(), key, problem));
  }

  void connection(String connection, RunState state, @Nullable JsonNode problem) {
    working.remove(connection);
    var unused =
        store
            .connection(claim, connection, state, problem)
            .exceptionally(error -> endNotWritten(connection, error));
    connections.put(connection, state);
    events.publish(
        new RunEvent.ConnectionFinished(run.id(), clock.instant(), connection, state, problem));
  }

  private @Nullable Void endNotWritten(String connection, Throwable error) {
    LOG.warn(
        "run {}: the end of connection {} could not be written: {}",
        run.id(),
        connection,
        error.getMessage());
    return null;
  }

  /** Where a connection ended in this execution; null when it has not. */
  @Nullable RunState connection(String connection) {
    return connections.get(connection);
  }

  void state(RunState state, @Nullable JsonNode problem) {
    given.settle();
    store.state(claim, state, problem);
    if (state.ended()) {
      events.publish(new RunEvent.RunFinished(run.id(), clock.instant(), state, problem));
    } else if (state == RunState.UNDOING) {
      events.publish(new RunEvent.UndoStarted(run.id(), clock.instant()));
    } else if (state == RunState.RUNNING) {
      events.publish(new RunEvent.RunStarted(run.id(), clock.instant(), resumed()));
    }
  }

  /** The problem of the first step of a connection that has neither finished nor been undone. */
  @Nullable JsonNode unfinished(String connection) {
    return steps.values().stream()
        .filter(step -> step.key().connection().equals(connection))
        .filter(step -> step.state() != StepState.FINISHED)
        .sorted(Comparator.comparingInt(RunStep::order))
        .map(ActiveRun::problem)
        .findFirst()
        .orElse(null);
  }

  private static JsonNode problem(RunStep step) {
    JsonNode problem = step.problem();
    return problem == null
        ? RunProblems.of("Unfinished", "step " + step.key().step() + " has no result")
        : problem;
  }

  static ArrayNode writes(RunStep step) {
    return JsonNodeFactory.instance.arrayNode().addAll(step.writes());
  }

  private int attempts(StepKey key) {
    return Objects.requireNonNull(steps.get(key), key::toString).attempts();
  }

  private void change(
      StepKey key, StepState state, @Nullable ObjectNode outputs, @Nullable JsonNode problem) {
    steps.computeIfPresent(key, (same, old) -> old.ended(state, clock.instant(), outputs, problem));
  }
}
