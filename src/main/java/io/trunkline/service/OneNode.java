package io.trunkline.service;

import io.trunkline.store.NodeLeases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
  private final Clock clock;
  private final ScheduledExecutorService looks;

  /** Until when each route may run here; empty while it does not. */
  private final Map<String, Optional<Instant>> routes = new ConcurrentHashMap<>();

  OneNode(CamelContext context, NodeLeases leases, Clock clock) {
    this.context = context;
    this.leases = leases;
    this.clock = clock;
    this.looks =
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "one-node");
    var unused =
        looks.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void onInit(Route route) {
    route.setAutoStartup(false);
    routes.put(route.getRouteId(), Optional.empty());
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
    Optional<Instant> until = routes.getOrDefault(routeId, Optional.empty());
    try {
      Instant asked = clock.instant();
      boolean ours = held(routeId, until, asked);
      if (ours && until.isEmpty()) {
        start(routeId);
      } else if (!ours && until.isPresent()) {
        routes.replace(routeId, Optional.empty());
        context.getRouteController().stopRoute(routeId);
      }
    } catch (Exception e) {
      LOG.warn("route {} could not be started or stopped on this node", routeId, e);
    }
  }

  private void start(String routeId) throws Exception {
    try {
      context.getRouteController().startRoute(routeId);
    } catch (Exception e) {
      // Tried again at the next look.
      routes.replace(routeId, Optional.empty());
      throw e;
    }
  }

  /** Whether the route may run here: a store that does not answer changes nothing at first. */
  private boolean held(String routeId, Optional<Instant> until, Instant asked) {
    boolean ours;
    try {
      ours = leases.hold(lease(routeId), LEASE);
    } catch (RuntimeException e) {
      LOG.warn("the lease of route {} could not be asked for: {}", routeId, e.getMessage());
      return until.isPresent() && asked.isBefore(until.get());
    }
    if (ours) {
      routes.replace(routeId, Optional.of(asked.plus(LEASE)));
    }
    return ours;
  }
}
