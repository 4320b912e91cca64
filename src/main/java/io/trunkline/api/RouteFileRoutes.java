package io.trunkline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.reload.RouteProblem;
import io.trunkline.reload.RouteReload;
import io.trunkline.reload.RouteStatus;
import io.vertx.ext.web.Router;

/** {@code GET /api/routes}: the files whose routes run, and why others on disk do not. */
public final class RouteFileRoutes {
  private final RouteReload reload;

  /** With the reload that knows. */
  public RouteFileRoutes(RouteReload reload) {
    this.reload = reload;
  }

  /** Adds the route to the service's router. */
  public void mount(Router router) {
    router
        .get("/api/routes")
        .handler(
            request ->
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(json(reload.status()).toString()));
  }

  private static ObjectNode json(RouteStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("judgedAt", status.at().toString());
    ArrayNode files = json.putArray("files");
    for (RouteStatus.File file : status.files()) {
      ArrayNode routes = files.addObject().put("file", file.name()).putArray("routes");
      file.routes().forEach(routes::add);
    }
    ArrayNode problems = json.putArray("problems");
    for (RouteProblem problem : status.problems()) {
      ObjectNode each = problems.addObject().put("file", problem.file());
      if (problem.line() > 0) {
        each.put("line", problem.line());
      }
      each.put("reason", problem.reason());
    }
    return json;
  }
}
