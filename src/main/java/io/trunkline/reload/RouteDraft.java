package io.trunkline.reload;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * What a file says, read but not running.
 *
 * @param file the file
 * @param routes its routes
 * @param configurations its route configurations
 * @param others whether it holds something else: REST operations, templates, beans, a Kamelet
 */
record RouteDraft(
    RouteFile file,
    List<RouteDefinition> routes,
    List<RouteConfigurationDefinition> configurations,
    boolean others) {

  /** Whether the file can be exchanged without touching what other files hold. */
  boolean standsAlone() {
    return !others
        && configurations.isEmpty()
        && routes.stream().allMatch(route -> route.getId() != null)
        && !file.text().contains("kamelet:");
  }

  /** Ids of its routes. */
  Set<String> ids() {
    return routes.stream()
        .map(RouteDefinition::getId)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }
}
