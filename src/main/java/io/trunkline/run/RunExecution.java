package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run.ConnectionState;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Sends a run through its route and judges what the journal holds afterwards. */
final class RunExecution {
  private final CamelContext context;
  private final ProducerTemplate template;
  private final String route;
  private final RunProblems problems;

  RunExecution(
      CamelContext context, ProducerTemplate template, String route, RunProblems problems) {
    this.context = context;
    this.template = template;
    this.route = route;
    this.problems = problems;
  }

  /** Executes the run; the future holds the exchange, failed or not, when the route has ended. */
  CompletableFuture<Exchange> execute(ActiveRun active) {
    Run run = active.run();
    Exchange exchange = new DefaultExchange(context);
    RunDocument document = active.document().copy();
    exchange.getIn().setBody(document.connections());
    active.memory().forEach(exchange::setVariable);
    exchange.setVariable(RunVariables.OUTDATED, active.outdated());
    exchange.setVariable(RunVariables.RUN_ID, run.id());
    exchange.setVariable(RunVariables.RUN_TOKEN, active.claim().token());
    exchange.setVariable(RunVariables.ORG, run.org());
    exchange.setVariable(RunVariables.PLAN, document.plan());
    return template.asyncSend(route, exchange);
  }

  /**
   * Commits where each connection ended.
   *
   * @return what went wrong; null when every step of every connection finished
   */
  @Nullable ObjectNode conclude(ActiveRun active, Exchange exchange) {
    Exception error = exchange.getException();
    ObjectNode problem = error == null ? null : problems.describe(error);
    JsonNode outside = active.unfinished("");
    if (problem == null && outside != null) {
      problem = RunProblems.of("StepFailed", outside.path("message").asText());
    }
    ArrayNode failed = failures(active, problem);
    if (problem == null && !failed.isEmpty()) {
      problem =
          RunProblems.of(
              "ConnectionsFailed",
              "%d of %d connections failed".formatted(failed.size(), active.run().states().size()));
    }
    if (problem != null) {
      problem.set("connections", failed);
    }
    return problem;
  }

  private ArrayNode failures(ActiveRun active, @Nullable JsonNode problem) {
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    for (ConnectionState before : active.run().states()) {
      String connection = before.connection();
      RunState ended = active.connection(connection);
      if (ended == null) {
        active.connection(connection, RunState.FAILED, notReached(problem));
      }
      if (ended != RunState.SUCCEEDED) {
        failed.add(connection);
      }
    }
    return failed;
  }

  private static JsonNode notReached(@Nullable JsonNode problem) {
    return problem == null
        ? RunProblems.of("NotReached", "no step ran for this connection")
        : problem;
  }
}
