package io.trunkline.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;

/** Undoes one step by its undo route. */
final class StepUndo {
  private static final String UNDOING = "TrunklineUndoing";

  private final CamelContext context;
  private final ProducerTemplate template;
  private final String prefix;

  StepUndo(CamelContext context, ProducerTemplate template, String prefix) {
    this.context = context;
    this.template = template;
    this.prefix = prefix;
  }

  /** True on an exchange that undoes: the undo is journaled as a whole, not its inner steps. */
  static boolean runsIn(Exchange exchange) {
    return exchange.getProperty(UNDOING) != null;
  }

  /** Whether a route undoes this step. */
  boolean exists(String step) {
    Endpoint wanted = context.getEndpoint(prefix + step);
    return context.getRoutes().stream()
        .map(Route::getEndpoint)
        .anyMatch(endpoint -> endpoint.getEndpointUri().equals(wanted.getEndpointUri()));
  }

  /**
   * Runs the undo route and waits for its end.
   *
   * @param outputs the outputs of this connection's steps up to this one, to restore
   * @return the exchange, failed or not
   */
  Exchange run(ActiveRun active, RunStep step, ObjectNode outputs) {
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty(UNDOING, true);
    exchange.setProperty(ExchangePropertyKey.STEP_ID, step.key().step());
    Run run = active.run();
    exchange.setVariable(RunVariables.RUN_ID, run.id());
    exchange.setVariable(RunVariables.RUN_TOKEN, active.claim().token());
    exchange.setVariable(RunVariables.ORG, run.org());
    // Not a copy: one of thousands of connections for each of their steps would be too much.
    exchange.setVariable(RunVariables.PLAN, active.document().plan());
    exchange.setVariable(RunVariables.CONNECTION, step.key().connection());
    exchange.setVariable(RunVariables.ATTEMPT, step.attempts());
    exchange.setVariable(RunVariables.IN_DOUBT, step.outputs().isEmpty());
    exchange.setVariable(RunVariables.WRITES, ActiveRun.writes(step));
    exchange.setVariable(RunVariables.OUTPUTS, step.outputs().deepCopy());
    StepOutputs.restore(exchange, outputs);
    exchange.getIn().setBody(step.outputs().deepCopy());
    return template.send(prefix + step.key().step(), exchange);
  }
}
