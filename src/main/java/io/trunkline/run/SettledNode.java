package io.trunkline.run;

import io.vertx.core.Context;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * A node that may have an effect of its own: goes on when the intent of its step, and all before
 * it, is committed.
 */
final class SettledNode extends DelegateAsyncProcessor {
  private final ActiveRuns runs;
  private final Executor workers;

  SettledNode(Processor target, ActiveRuns runs, Executor workers) {
    super(target);
    this.runs = runs;
    this.workers = workers;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    String runId = exchange.getVariable(RunVariables.RUN_ID, String.class);
    Optional<ActiveRun> run = runId == null ? Optional.empty() : runs.find(runId);
    String connection = RunVariables.connection(exchange);
    if (run.isEmpty() || run.get().isSettled(connection)) {
      return super.process(exchange, callback);
    }
    // An event loop that blocks stops every connection on it.
    if (Context.isOnEventLoopThread()) {
      workers.execute(() -> settled(run.get(), connection, exchange, callback));
      return false;
    }
    return settled(run.get(), connection, exchange, callback);
  }

  private boolean settled(
      ActiveRun run, String connection, Exchange exchange, AsyncCallback callback) {
    try {
      run.settle(connection);
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    return super.process(exchange, callback);
  }
}
