package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node does with each run that it has taken, from the wait for its connections to its
 * end. Thread-safe.
 */
final class RunWork {
  private static final Logger LOG = LoggerFactory.getLogger(RunWork.class);

  private final RunStore store;
  private final ActiveRuns active;
  private final RunAwaits awaits;
  private final RunExecution execution;
  private final RunUndo undo;
  private final ExecutorService workers;
  private final Set<ActiveRun> waiting = ConcurrentHashMap.newKeySet();

  RunWork(
      RunStore store,
      ActiveRuns active,
      RunAwaits awaits,
      RunExecution execution,
      RunUndo undo,
      ExecutorService workers) {
    this.store = store;
    this.active = active;
    this.awaits = awaits;
    this.execution = execution;
    this.undo = undo;
    this.workers = workers;
  }

  /** Works on a run from now on, off the caller's thread. */
  void take(ActiveRun taken) {
    active.add(taken);
    waiting.add(taken);
    workers.execute(() -> guarded(taken, () -> begin(taken)));
  }

  private void begin(ActiveRun run) {
    Optional<String> behind = store.lockConnections(run.claim());
    behind.ifPresent(run::waitingBehind);
    // Several may find the way free at once; one of them goes.
    if (behind.isEmpty() && waiting.remove(run)) {
      execute(run);
    }
  }

  private void execute(ActiveRun run) {
    if (run.run().state() == RunState.UNDOING) {
      undo(run, run.run().problem());
    } else if (active.routes().begin()) {
      try {
        forward(run);
      } catch (RuntimeException e) {
        active.routes().end();
        throw e;
      }
    } else {
      waiting.add(run);
    }
  }

  private void forward(ActiveRun run) {
    run.state(RunState.RUNNING, null);
    var unused =
        execution
            .execute(run)
            .whenCompleteAsync(
                (exchange, error) -> {
                  active.routes().end();
                  guarded(run, () -> ended(run, exchange));
                },
                workers);
  }

  private void ended(ActiveRun run, Exchange exchange) {
    if (active.leaving()) {
      return;
    }
    if (run.wasHeld()) {
      LOG.info("run {}: stopped between two steps until routes are exchanged", run.run().id());
      waiting.add(run);
      retryWaiting();
      return;
    }
    ObjectNode problem = execution.conclude(run, exchange);
    if (problem == null) {
      finish(run, RunState.SUCCEEDED, null);
    } else if (run.run().undoOnFailure()) {
      undo(run, problem);
    } else {
      finish(run, RunState.FAILED, problem);
    }
  }

  private void undo(ActiveRun run, @Nullable JsonNode cause) {
    run.state(RunState.UNDOING, cause);
    ObjectNode left = undo.undo(run);
    if (left == null) {
      finish(run, RunState.ROLLED_BACK, cause);
    } else {
      if (cause != null) {
        left.set("cause", cause);
      }
      finish(run, RunState.NEEDS_ATTENTION, left);
    }
  }

  private void finish(ActiveRun run, RunState state, @Nullable JsonNode problem) {
    run.state(state, problem);
    active.remove(run);
    store.find(run.run().id()).ifPresent(awaits::ended);
    retryWaiting();
  }

  /** Lets those begin that wait for a connection or for routes, and may. */
  void retryWaiting() {
    waiting.forEach(run -> workers.execute(() -> guarded(run, () -> begin(run))));
  }

  /** Keeps hold of this node's runs, and lets those go that another node has by now. */
  void renew(Duration lease) {
    for (ActiveRun run : active.all()) {
      if (!store.renew(run.claim(), lease)) {
        letGo(run);
      }
    }
  }

  /** Gives up all runs, so that somebody else can take them up at once. */
  void giveUp() {
    for (ActiveRun run : active.all()) {
      guarded(run, () -> store.release(run.claim()));
      active.remove(run);
    }
  }

  /** A run whose journal cannot be written is let go; whoever can write it takes it up again. */
  private void guarded(ActiveRun run, Runnable work) {
    try {
      work.run();
    } catch (RunHeld e) {
      LOG.debug("{}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("run {}: let go: {}", run.run().id(), e.getMessage());
      letGo(run);
    }
  }

  /** Works on a run no more, without a word to the store. */
  private void letGo(ActiveRun run) {
    waiting.remove(run);
    active.remove(run);
  }
}
