package io.trunkline.service;

import io.trunkline.store.NodeLeases;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a route run on one node of those that share a store, as its {@code routePolicy}: the route
 * starts when this node gets the lease of that name, and stops when it loses it.
 */
final class OneNode extends RoutePolicySupport {
  private static final Logger LOG = LoggerFactory.getLogger(OneNode.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final CamelContext context;
  private final NodeLeases leases;
  private final ScheduledExecutorService looks;
  private final Map<String, Boolean> routes = new ConcurrentHashMap<>();

  OneNode(CamelContext context, NodeLeases leases) {
    this.context = context;
    this.leases = leases;
    this.looks =
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "one-node");
    var unused =
        looks.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void onInit(Route route) {
    route.setAutoStartup(false);
    routes.put(route.getRouteId(), false);
  }

  @Override
  public void onRemove(Route route) {
    routes.remove(route.getRouteId());
    leases.release(lease(route.getRouteId()));
  }

  private static String lease(String routeId) {
    return "route/" + routeId;
  }

  private void look() {
    if (context.isStarted()) {
      routes.keySet().forEach(this::look);
    }
  }

  private void look(String routeId) {
    boolean running = Boolean.TRUE.equals(routes.get(routeId));
    try {
      boolean ours = leases.hold(lease(routeId), LEASE);
      if (ours && !running) {
        context.getRouteController().startRoute(routeId);
        routes.replace(routeId, true);
      } else if (!ours && running) {
        routes.replace(routeId, false);
        context.getRouteController().stopRoute(routeId);
      }
    } catch (Exception e) {
      LOG.warn("route {} could not be started or stopped on this node", routeId, e);
    }
  }
}
