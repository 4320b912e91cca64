package io.trunkline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.trunkline.alert.RuleFile;
import io.trunkline.reload.RouteProblem;
import io.trunkline.reload.RouteReload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.jspecify.annotations.Nullable;

/**
 * {@code /health}, {@code /metrics} and {@code /openapi.json}: answered even when every worker is
 * busy.
 */
public final class StatusRoutes {
  private final CamelContext context;
  private final String openApi;

  /** With the context whose state it tells. */
  public StatusRoutes(CamelContext context) {
    this.context = context;
    this.openApi = resource("openapi.json");
  }

  /** Adds the routes to the service's router. */
  public void mount(Router router) {
    router
        .get("/health")
        .handler(request -> health(request, HealthCheckHelper.invoke(context, "default")));
    router
        .get("/health/live")
        .handler(request -> health(request, HealthCheckHelper.invokeLiveness(context, "default")));
    router
        .get("/health/ready")
        .handler(request -> health(request, HealthCheckHelper.invokeReadiness(context, "default")));
    router.get("/metrics").handler(this::metrics);
    router
        .get("/openapi.json")
        .handler(
            request ->
                request.response().putHeader("Content-Type", "application/json").end(openApi));
  }

  private void health(RoutingContext request, Collection<HealthCheck.Result> results) {
    boolean up = results.stream().allMatch(each -> each.getState() == HealthCheck.State.UP);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", up ? "UP" : "DOWN");
    ArrayNode checks = json.putArray("checks");
    for (HealthCheck.Result result : results) {
      checks
          .addObject()
          .put("name", result.getCheck().getId())
          .put("status", result.getState().name());
    }
    routeFiles(checks);
    alertRules(checks);
    request
        .response()
        .setStatusCode(up ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .end(json.toString());
  }

  /** The service is up: of files that cannot be used, what ran before goes on. */
  private void routeFiles(ArrayNode checks) {
    RouteReload reload = context.hasService(RouteReload.class);
    if (reload != null && !reload.status().problems().isEmpty()) {
      ObjectNode check = checks.addObject().put("name", "route-files").put("status", "UP");
      check.put(
          "detail",
          reload.status().problems().stream()
              .map(RouteProblem::toString)
              .collect(Collectors.joining("; ", "not taken over: ", "")));
    }
  }

  private void alertRules(ArrayNode checks) {
    RuleFile rules = context.getRegistry().findSingleByType(RuleFile.class);
    if (rules != null && !rules.problems().isEmpty()) {
      checks
          .addObject()
          .put("name", "alert-rules")
          .put("status", "UP")
          .put("detail", "not taken over: " + String.join("; ", rules.problems()));
    }
  }

  private void metrics(RoutingContext request) {
    PrometheusMeterRegistry registry =
        context.getRegistry().findSingleByType(PrometheusMeterRegistry.class);
    request
        .response()
        .setStatusCode(registry == null ? 404 : 200)
        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .end(registry == null ? "" : registry.scrape());
  }

  private static String resource(String name) {
    try (@Nullable InputStream in = StatusRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
