package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.RunRefused.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, resumes and undoes runs, and keeps hold of those that this node works on. Each is
 * executed by a route, off the caller's thread. Runs that a dead process left behind are taken up
 * by {@link #recover()} and every third of a lease afterwards. Thread-safe.
 */
public final class RunEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunEngine.class);
  private static final Set<RunState> RESUMABLE = Set.of(RunState.FAILED, RunState.NEEDS_ATTENTION);
  private static final Set<RunState> UNDOABLE =
      Set.of(RunState.FAILED, RunState.SUCCEEDED, RunState.NEEDS_ATTENTION);

  private final RunStore store;
  private final RunSettings settings;
  private final Clock clock;
  private final RunIds ids = new RunIds();
  private final RunEvents events = new RunEvents();
  private final RunAwaits awaits = new RunAwaits();
  private final ActiveRuns active;
  private final ExecutorService workers;
  private final ScheduledExecutorService ticker;
  private final ScheduledFuture<?> ticks;
  private final ProducerTemplate template;
  private final RunWork work;

  /** Whether this process takes up what others left. */
  private final AtomicBoolean lookingAfter = new AtomicBoolean();

  /** Held from claiming a run to working on it, so that no run is taken up twice in between. */
  private final Object taking = new Object();

  private RunEngine(
      CamelContext context,
      RunStore store,
      ActiveRuns active,
      RunProblems problems,
      RunSettings settings,
      Clock clock) {
    this.store = store;
    this.active = active;
    this.settings = settings;
    this.clock = clock;
    this.workers = context.getExecutorServiceManager().newCachedThreadPool(this, "run");
    this.ticker =
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "run-lease");
    this.template = context.createProducerTemplate();
    this.work =
        new RunWork(
            store,
            active,
            awaits,
            new RunExecution(context, template, settings.route(), problems),
            new RunUndo(new StepUndo(context, template, settings.undoPrefix()), problems, active),
            workers);
    long third = Math.max(1, settings.lease().toMillis() / 3);
    this.ticks = ticker.scheduleWithFixedDelay(this::tick, third, third, TimeUnit.MILLISECONDS);
  }

  /**
   * Adds the journal to a context that has not started, and an engine for it. Steps of routes that
   * are added before are not journaled.
   */
  public static RunEngine install(
      CamelContext context,
      RunStore store,
      RunProblems problems,
      RunSettings settings,
      Clock clock) {
    ActiveRuns active = new ActiveRuns();
    RunEngine engine = new RunEngine(context, store, active, problems, settings, clock);
    context
        .getCamelContextExtension()
        .addInterceptStrategy(new RunJournal(active, problems, engine.workers, settings.quiet()));
    return engine;
  }

  /** This node's runs, for those who intend writes. */
  public ActiveRuns active() {
    return active;
  }

  /** Those who watch this node's runs. */
  public RunEvents events() {
    return events;
  }

  /** As {@link #start(RunRequest, Map)}, without further variables. */
  public Run start(RunRequest request) {
    return start(request, Map.of());
  }

  /**
   * Starts a run whose route finds further exchange variables, or finds the one started with the
   * same idempotency key.
   *
   * @param memory variables that only this process knows, such as what was read for the plan; never
   *     stored, so a resumed run does without them
   * @return the run, usually not yet ended
   * @throws RunRefused when the key was used for another spec
   */
  public Run start(RunRequest request, Map<String, Object> memory) {
    lookAfter();
    synchronized (taking) {
      RunStore.Created created =
          store.create(request, ids.next(clock.instant()), settings.node(), settings.lease());
      if (created.claim() != null) {
        take(created.run(), RunDocument.of(request), created.claim(), memory);
      }
      return created.run();
    }
  }

  /**
   * Takes a run up again where it failed, unless it is under way; finished steps are passed over.
   *
   * @param replan {@link RunVariables#REPLAN}
   * @throws RunRefused when it is unknown or ended otherwise
   */
  public Run resume(String runId, boolean replan) {
    Map<String, Object> memory = Map.of(RunVariables.REPLAN, replan);
    return again(runId, RunState.WAITING, RESUMABLE, "resumed", memory);
  }

  /**
   * Undoes what a run made or changed, backwards. An undo that is under way is left alone.
   *
   * @throws RunRefused when the run is unknown, is being executed, or is undone already
   */
  public Run undo(String runId) {
    return again(runId, RunState.UNDOING, UNDOABLE, "undone", Map.of());
  }

  private Run again(
      String runId, RunState next, Set<RunState> from, String verb, Map<String, Object> memory) {
    lookAfter();
    Run run = found(runId);
    if (!from.contains(run.state())) {
      if (!run.state().ended() && (run.state() == RunState.UNDOING) == (next == RunState.UNDOING)) {
        return run;
      }
      throw new RunRefused(
          Reason.STATE,
          "run %s is %s and cannot be %s; wait for its end or start a new run"
              .formatted(runId, run.state().text(), verb));
    }
    JsonNode cause = next == RunState.UNDOING ? run.problem() : null;
    synchronized (taking) {
      Optional<Claim> claim = store.claim(runId, settings.node(), settings.lease());
      if (claim.isPresent()) {
        store.state(claim.get(), next, cause);
        take(claim.get(), memory);
      }
      return found(runId);
    }
  }

  private Run found(String runId) {
    return store
        .find(runId)
        .orElseThrow(() -> new RunRefused(Reason.UNKNOWN, "run \"" + runId + "\" is unknown"));
  }

  /**
   * Waits for a run without holding a thread.
   *
   * @return completes with the run when it has ended, or as it stands after {@code atMost}
   * @throws RunRefused when it is unknown
   */
  public CompletableFuture<Run> await(String runId, Duration atMost) {
    CompletableFuture<Run> end = awaits.add(runId);
    Run now = found(runId);
    if (now.state().ended()) {
      awaits.ended(now);
      return CompletableFuture.completedFuture(now);
    }
    return end.completeOnTimeout(now, atMost.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(run -> run.state().ended() ? run : found(runId), workers);
  }

  /**
   * Stops this node's runs between two steps, until {@link #freeRoutes()}.
   *
   * @return false when a step was still under way after {@code patience}: the runs go on as before
   */
  public boolean holdRoutes(Duration patience) {
    boolean held = active.routes().hold(patience);
    if (!held) {
      work.retryWaiting();
    }
    return held;
  }

  /** Lets the runs go on, with the routes that there are now. */
  public void freeRoutes() {
    active.routes().free();
    work.retryWaiting();
  }

  /**
   * Takes up the runs that no living node works on, now and from now on. The first start, resume or
   * undo does it too: a process that only reads leaves runs where they are.
   */
  public void recover() {
    lookingAfter.set(true);
    takeUpOrphans();
  }

  private void lookAfter() {
    if (lookingAfter.compareAndSet(false, true)) {
      workers.execute(this::tick);
    }
  }

  private void takeUpOrphans() {
    for (String runId : store.orphans(settings.node())) {
      synchronized (taking) {
        if (active.find(runId).isEmpty()) {
          store
              .takeOver(runId, settings.node(), settings.lease())
              .ifPresent(claim -> take(claim, Map.of()));
        }
      }
    }
  }

  private void take(Claim claim, Map<String, Object> memory) {
    take(found(claim.runId()), store.document(claim.runId()).orElseThrow(), claim, memory);
  }

  private void take(Run run, RunDocument document, Claim claim, Map<String, Object> memory) {
    work.take(
        new ActiveRun(
            run, document, claim, memory, store, events, clock, settings.lease(), workers));
  }

  private void tick() {
    try {
      work.renew(settings.lease());
      if (lookingAfter.get()) {
        takeUpOrphans();
      }
      work.retryWaiting();
      for (String runId : awaits.runIds()) {
        store.find(runId).filter(run -> run.state().ended()).ifPresent(awaits::ended);
      }
    } catch (RuntimeException e) {
      LOG.warn("runs could not be looked after, trying again: {}", e.getMessage());
    }
  }

  /**
   * Begins no further step, and judges none that fails from now on, as the process ends; whoever
   * takes the runs up next goes on. To be called before the routes stop.
   */
  public void leave() {
    active.leave();
  }

  /**
   * Stops working on runs and gives up those under way, so that another node or the next process
   * takes them up at once. To be called after the routes have stopped.
   */
  @Override
  public void close() {
    abandon();
    work.giveUp();
    template.stop();
    workers.shutdown();
  }

  /** Renews nothing and takes nothing up any more; runs stay as a process leaves them that dies. */
  void abandon() {
    ticks.cancel(false);
    ticker.shutdown();
  }
}
