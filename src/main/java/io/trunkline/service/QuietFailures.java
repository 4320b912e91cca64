package io.trunkline.service;

import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;

/**
 * Keeps messages that fail out of the log: Camel's own handler would write their headers and body,
 * which are a customer's. Only for routes that have no error handler, neither of their own nor from
 * a routeConfiguration: one that is set for the whole context stands against those.
 */
final class QuietFailures extends ModelLifecycleStrategySupport {
  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    // What fails in a sink's route is the sink's own to log.
    boolean sink =
        route.getInput() != null && route.getInput().getEndpointUri().startsWith("trunk-events:");
    if (!sink && !route.isErrorHandlerFactorySet()) {
      RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
      policy.setLogExhaustedMessageHistory("false");
      DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
      handler.setRedeliveryPolicy(policy);
      route.setErrorHandlerFactory(handler);
    }
  }
}
