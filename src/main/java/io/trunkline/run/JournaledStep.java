package io.trunkline.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** One Step EIP with the journal around it. */
final class JournaledStep extends DelegateAsyncProcessor {
  private final String step;
  private final ActiveRuns runs;
  private final RunProblems problems;
  private final Executor workers;

  JournaledStep(
      String step, Processor target, ActiveRuns runs, RunProblems problems, Executor workers) {
    super(target);
    this.step = step;
    this.runs = runs;
    this.problems = problems;
    this.workers = workers;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    String runId = exchange.getVariable(RunVariables.RUN_ID, String.class);
    if (runId == null || StepUndo.runsIn(exchange)) {
      return super.process(exchange, callback);
    }
    // Commits block, and an event loop that blocks stops every connection on it.
    if (Context.isOnEventLoopThread()) {
      workers.execute(() -> journaled(runId, exchange, doneSync -> callback.done(false)));
      return false;
    }
    return journaled(runId, exchange, callback);
  }

  private boolean journaled(String runId, Exchange exchange, AsyncCallback callback) {
    try {
      ActiveRun run = runs.require(runId, exchange.getVariable(RunVariables.RUN_TOKEN, Long.class));
      StepKey key = new StepKey(RunVariables.connection(exchange), step);
      ConnectionEnd.watch(exchange, key.connection(), run, problems);
      RunStep earlier = run.step(key);
      if (earlier == null || earlier.state() != StepState.FINISHED) {
        return attempt(run, key, exchange, callback);
      }
      StepOutputs.restore(exchange, earlier.outputs());
      run.skipped(earlier);
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private boolean attempt(ActiveRun run, StepKey key, Exchange exchange, AsyncCallback callback) {
    if (runs.leaving()) {
      throw new RunHeld(run.run().id());
    }
    if (runs.routes().isHeld()) {
      run.hold();
      throw new RunHeld(run.run().id());
    }
    ObjectNode before = StepOutputs.of(exchange);
    RunStep begun = run.begin(key, false);
    exchange.setVariable(RunVariables.ATTEMPT, begun.attempts());
    exchange.setVariable(RunVariables.IN_DOUBT, begun.attempts() > 1);
    exchange.setVariable(RunVariables.WRITES, ActiveRun.writes(begun));
    return super.process(
        exchange,
        doneSync -> {
          if (Context.isOnEventLoopThread()) {
            workers.execute(() -> conclude(run, key, before, exchange, callback, false));
          } else {
            conclude(run, key, before, exchange, callback, doneSync);
          }
        });
  }

  private void conclude(
      ActiveRun run,
      StepKey key,
      ObjectNode before,
      Exchange exchange,
      AsyncCallback callback,
      boolean doneSync) {
    try {
      Exception error = exchange.getException();
      if (error == null) {
        run.finish(key, StepOutputs.changed(before, StepOutputs.of(exchange)));
      } else if (runs.leaving()) {
        // Its call may have been cut off; the next owner makes it again, in doubt.
        exchange.setException(new RunHeld(run.run().id()));
      } else if (!(error instanceof RunLost || error instanceof RunHeld)) {
        run.fail(key, problems.describe(error));
      }
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(doneSync);
  }
}
