package io.trunkline.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts drafts in the place of what runs, and puts that back when they do not start. Where only
 * files with plain routes changed, the others are not touched; Camel's own reload would stop them
 * all, and leave none when one fails.
 */
final class RouteSwap {
  private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

  private final CamelContext context;
  private final Model model;
  private final Duration patience;
  private final Runnable endWaits;

  /**
   * With the context to change.
   *
   * @param patience how long messages under way may take to leave a route that is taken away
   * @param endWaits {@link RoutesHeld#endWaits}
   */
  RouteSwap(CamelContext context, Duration patience, Runnable endWaits) {
    this.context = context;
    this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
    this.patience = patience;
    this.endWaits = endWaits;
  }

  /**
   * Exchanges what runs.
   *
   * @param running what runs, by file name
   * @param wanted what shall run
   * @throws RouteRefusal when the wanted does not start; what ran before runs again
   */
  void exchange(Map<String, RouteDraft> running, Map<String, RouteDraft> wanted)
      throws RouteRefusal {
    Set<String> changed = changed(running, wanted);
    boolean alone =
        changed.stream()
            .allMatch(name -> standsAlone(running.get(name)) && standsAlone(wanted.get(name)));
    Set<String> touched = alone ? changed : union(running, wanted);
    try {
      remove(alone, touched, running, wanted);
      load(touched, wanted);
    } catch (Exception e) {
      RouteProblem problem = problem(e, wanted);
      putBack(alone, touched, running, wanted);
      throw new RouteRefusal(List.of(problem));
    }
  }

  /** Names of the files that differ. */
  static Set<String> changed(Map<String, RouteDraft> running, Map<String, RouteDraft> wanted) {
    Set<String> changed = union(running, wanted);
    changed.removeIf(name -> Objects.equals(text(running.get(name)), text(wanted.get(name))));
    return changed;
  }

  private static @Nullable String text(@Nullable RouteDraft draft) {
    return draft == null ? null : draft.file().text();
  }

  private static Set<String> union(Map<String, RouteDraft> some, Map<String, RouteDraft> others) {
    Set<String> names = new TreeSet<>(some.keySet());
    names.addAll(others.keySet());
    return names;
  }

  private static boolean standsAlone(@Nullable RouteDraft draft) {
    return draft == null || draft.standsAlone();
  }

  private void putBack(
      boolean alone,
      Set<String> touched,
      Map<String, RouteDraft> running,
      Map<String, RouteDraft> wanted) {
    try {
      remove(alone, touched, running, wanted);
      load(touched, running);
    } catch (Exception e) {
      LOG.error(
          "the routes that ran before do not start again ({}); restart the service",
          e.getMessage(),
          e);
    }
  }

  private void remove(
      boolean alone,
      Set<String> touched,
      Map<String, RouteDraft> running,
      Map<String, RouteDraft> wanted)
      throws Exception {
    if (alone) {
      Set<String> ids = new HashSet<>();
      touched.forEach(
          name -> {
            ids.addAll(ids(running.get(name)));
            ids.addAll(ids(wanted.get(name)));
          });
      removeRoutes(
          model.getRouteDefinitions().stream()
              .filter(route -> ids.contains(route.getId()))
              .toList());
      return;
    }
    endWaits.run();
    removeRoutes(List.copyOf(model.getRouteDefinitions()));
    model.getRestDefinitions().clear();
    model.getRouteConfigurationDefinitions().clear();
    model.removeRouteTemplateDefinitions("*");
    // Kamelets' endpoints hold routes made from the old templates.
    context.getEndpointRegistry().clear();
  }

  private static Set<String> ids(@Nullable RouteDraft draft) {
    return draft == null ? Set.of() : draft.ids();
  }

  /** Stopped as one, because routes that call each other must stay until both are empty. */
  private void removeRoutes(List<RouteDefinition> routes) throws Exception {
    Set<String> ids = new HashSet<>();
    routes.forEach(route -> ids.add(String.valueOf(route.getId())));
    List<RouteStartupOrder> order =
        context.getCamelContextExtension().getRouteStartupOrder().stream()
            .filter(each -> ids.contains(each.getRoute().getId()))
            .toList();
    context
        .getShutdownStrategy()
        .shutdown(context, order, Math.max(1, patience.toSeconds()), TimeUnit.SECONDS);
    model.removeRouteDefinitions(routes);
  }

  private void load(Set<String> names, Map<String, RouteDraft> from) throws Exception {
    List<Resource> files = new ArrayList<>();
    for (String name : names) {
      RouteDraft draft = from.get(name);
      if (draft != null) {
        files.add(draft.file().resource());
      }
    }
    if (!files.isEmpty()) {
      PluginHelper.getRoutesLoader(context).loadRoutes(files);
    }
  }

  /** The reason, and the route's place where the failure names a route. */
  private static RouteProblem problem(Exception failure, Map<String, RouteDraft> wanted) {
    String id = null;
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedToCreateRouteException e && e.getRouteId() != null) {
        id = e.getRouteId();
      } else if (cause instanceof FailedToStartRouteException e) {
        id = e.getRouteId();
      }
      root = cause.getMessage() == null ? root : cause;
    }
    String reason = String.valueOf(root.getMessage());
    for (RouteDraft draft : wanted.values()) {
      for (RouteDefinition route : draft.routes()) {
        if (id != null && id.equals(route.getId())) {
          return new RouteProblem(draft.file().name(), Math.max(0, route.getLineNumber()), reason);
        }
      }
    }
    return new RouteProblem(null, 0, reason);
  }
}
