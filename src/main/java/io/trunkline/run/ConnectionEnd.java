package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Writes where a connection stands when its exchange is done, be it well or not. */
final class ConnectionEnd extends SynchronizationAdapter {
  private static final String WATCHED = "TrunklineConnectionWatched";

  private final String connection;
  private final ActiveRun run;
  private final RunProblems problems;

  private ConnectionEnd(String connection, ActiveRun run, RunProblems problems) {
    this.connection = connection;
    this.run = run;
    this.problems = problems;
  }

  /** Waits for the end of an exchange that works on a connection; once for each exchange. */
  static void watch(Exchange exchange, String connection, ActiveRun run, RunProblems problems) {
    if (!connection.isEmpty() && !connection.equals(exchange.getProperty(WATCHED))) {
      exchange.setProperty(WATCHED, connection);
      exchange.getExchangeExtension().addOnCompletion(new ConnectionEnd(connection, run, problems));
    }
  }

  @Override
  public void onComplete(Exchange exchange) {
    try {
      run.settle(connection);
      JsonNode unfinished = run.unfinished(connection);
      run.connection(
          connection, unfinished == null ? RunState.SUCCEEDED : RunState.FAILED, unfinished);
    } catch (RuntimeException e) {
      run.connection(connection, RunState.FAILED, problems.describe(e));
    }
  }

  @Override
  public void onFailure(Exchange exchange) {
    Exception error = exchange.getException();
    if (!(error instanceof RunHeld)) {
      run.connection(
          connection,
          RunState.FAILED,
          error == null
              ? RunProblems.of("Stopped", "the route ended without an exception or a result")
              : problems.describe(error));
    }
  }
}
