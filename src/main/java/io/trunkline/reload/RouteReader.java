package io.trunkline.reload;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Reads route files with Camel's own loader, without adding anything to what runs. */
final class RouteReader {
  private final CamelContext context;

  RouteReader(CamelContext context) {
    this.context = context;
  }

  /**
   * Reads a file.
   *
   * @throws RouteRefusal when it is empty, is not YAML, or names a step or key that does not exist
   */
  RouteDraft read(RouteFile file) throws RouteRefusal {
    try {
      List<RouteDefinition> routes = new ArrayList<>();
      List<RouteConfigurationDefinition> configurations = new ArrayList<>();
      boolean others = false;
      for (RoutesBuilder builder :
          PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(file.resource()))) {
        if (builder instanceof RouteConfigurationBuilder read) {
          read.setCamelContext(context);
          read.configuration();
          routes.addAll(read.configureRoutes(context).getRoutes());
          configurations.addAll(read.getRouteConfigurationCollection().getRouteConfigurations());
          others |= holdsOthers(read);
        } else {
          others = true;
        }
      }
      if (routes.isEmpty() && configurations.isEmpty() && !others) {
        throw refusal(file, 0, "holds no route; delete the file to take its routes away");
      }
      return new RouteDraft(file, routes, configurations, others);
    } catch (RouteRefusal e) {
      throw e;
    } catch (Exception e) {
      if (file.text().isBlank()) {
        throw refusal(file, 0, "is empty; delete the file to take its routes away");
      }
      throw refusal(file, e);
    }
  }

  private static RouteRefusal refusal(RouteFile file, Throwable failure) {
    String reason = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      reason = cause.getMessage() == null ? reason : cause.getMessage();
      if (cause instanceof MarkedYamlEngineException e) {
        int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
        return refusal(file, line, e.getProblem() == null ? reason : e.getProblem());
      }
    }
    return refusal(file, 0, reason.lines().findFirst().orElse(reason));
  }

  private static boolean holdsOthers(RouteConfigurationBuilder read) {
    return !read.getRestCollection().getRests().isEmpty()
        || !read.getRouteTemplateCollection().getRouteTemplates().isEmpty()
        || !read.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()
        || !read.getRouteCollection().getIntercepts().isEmpty()
        || !read.getRouteCollection().getInterceptFroms().isEmpty()
        || !read.getRouteCollection().getInterceptSendTos().isEmpty();
  }

  private static RouteRefusal refusal(RouteFile file, int line, String reason) {
    return new RouteRefusal(List.of(new RouteProblem(file.name(), line, reason)));
  }
}
