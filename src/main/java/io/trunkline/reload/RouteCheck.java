package io.trunkline.reload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.NamedNode;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what would keep drafts from running, with the components and beans that the service
 * has. What only a start can tell is left to {@link RouteSwap}.
 */
final class RouteCheck {
  private final CamelContext context;

  RouteCheck(CamelContext context) {
    this.context = context;
  }

  /** All problems of files that are to run together. */
  List<RouteProblem> problems(Collection<RouteDraft> drafts) {
    Set<String> configurations =
        drafts.stream()
            .flatMap(draft -> draft.configurations().stream())
            .map(configuration -> String.valueOf(configuration.getId()))
            .collect(Collectors.toSet());
    List<RouteProblem> problems = new ArrayList<>();
    Map<String, RouteDefinition> ids = new HashMap<>();
    Map<String, RouteDefinition> inputs = new HashMap<>();
    for (RouteDraft draft : drafts) {
      for (RouteDefinition route : draft.routes()) {
        if (route.getId() != null && ids.putIfAbsent(route.getId(), route) != null) {
          problems.add(problem(draft, route, "route id " + route.getId() + " is taken"));
        }
        checkInput(draft, route, inputs, problems);
        checkConfiguration(draft, route, configurations, problems);
        checkSteps(draft, route, problems);
      }
    }
    return problems;
  }

  private void checkInput(
      RouteDraft draft,
      RouteDefinition route,
      Map<String, RouteDefinition> inputs,
      List<RouteProblem> problems) {
    Endpoint endpoint = endpoint(draft, route.getInput(), uri(route), problems);
    if (endpoint == null || takesSeveral(endpoint)) {
      return;
    }
    RouteDefinition other = inputs.putIfAbsent(endpoint.getEndpointUri(), route);
    if (other != null) {
      problems.add(
          problem(
              draft,
              route.getInput(),
              "route " + other.getId() + " begins at " + uri(route) + " too"));
    }
  }

  private static boolean takesSeveral(Endpoint endpoint) {
    return endpoint instanceof MultipleConsumersSupport several
        && several.isMultipleConsumersSupported();
  }

  private static String uri(RouteDefinition route) {
    return route.getInput().getEndpointUri();
  }

  private static void checkConfiguration(
      RouteDraft draft, RouteDefinition route, Set<String> known, List<RouteProblem> problems) {
    String wanted = route.getRouteConfigurationId();
    if (wanted == null) {
      return;
    }
    for (String pattern : wanted.split(",")) {
      if (known.stream().noneMatch(id -> PatternHelper.matchPattern(id, pattern.trim()))) {
        problems.add(problem(draft, route, "there is no routeConfiguration " + pattern.trim()));
      }
    }
  }

  private void checkSteps(RouteDraft draft, RouteDefinition route, List<RouteProblem> problems) {
    for (ToDefinition to :
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
      endpoint(draft, to, to.getEndpointUri(), problems);
    }
    for (BeanDefinition bean :
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), BeanDefinition.class)) {
      String ref = bean.getRef();
      if (ref != null && !ref.contains("{{") && context.getRegistry().lookupByName(ref) == null) {
        problems.add(problem(draft, bean, "there is no bean " + ref));
      }
    }
  }

  /** A Kamelet's endpoint starts a route of its own when it is made, so it is not made here. */
  private @Nullable Endpoint endpoint(
      RouteDraft draft, NamedNode node, @Nullable String uri, List<RouteProblem> problems) {
    if (uri == null || uri.startsWith("kamelet:")) {
      return null;
    }
    try {
      return context.getEndpoint(uri);
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null && cause.getCause().getMessage() != null) {
        cause = cause.getCause();
      }
      problems.add(problem(draft, node, String.valueOf(cause.getMessage())));
      return null;
    }
  }

  private static RouteProblem problem(RouteDraft draft, NamedNode node, String reason) {
    return new RouteProblem(draft.file().name(), Math.max(0, node.getLineNumber()), reason);
  }
}
