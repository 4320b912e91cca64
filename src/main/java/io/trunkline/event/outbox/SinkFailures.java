package io.trunkline.event.outbox;

import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * Leaves what fails in a sink's route to the sink's own retries. Camel's default error handler
 * would add nothing but a log of each failure, with the address that was called, which can be a
 * secret. A route that names an error handler or a configuration keeps it.
 */
final class SinkFailures extends ModelLifecycleStrategySupport {
  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    if (route.getInput() != null
        && route.getInput().getEndpointUri().startsWith("trunk-events:")
        && !route.isErrorHandlerFactorySet()
        && route.getRouteConfigurationId() == null) {
      route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
    }
  }
}
