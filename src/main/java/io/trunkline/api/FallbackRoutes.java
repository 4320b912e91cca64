package io.trunkline.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What no route serves, answered with problem JSON as everything else is: unknown paths, wrong
 * methods, bodies that are too large or are forms.
 */
final class FallbackRoutes {
  /** Before the routes of Camel, which count from 0. */
  private static final int FIRST = -1;

  private static final String DESCRIPTION = "/openapi.json describes what is served.";

  private final Problems problems;
  private final long maxBody;
  private final BooleanSupplier exchanging;

  /**
   * With the form of problems.
   *
   * @param maxBody largest request body in bytes
   * @param exchanging whether routes are missing at this moment, because they are being exchanged
   */
  FallbackRoutes(Problems problems, long maxBody, BooleanSupplier exchanging) {
    this.problems = problems;
    this.maxBody = maxBody;
    this.exchanging = exchanging;
  }

  /** Adds the routes to the service's router. */
  void mount(Router router) {
    router.post().order(FIRST).handler(this::refuseForm);
    router.route().last().handler(request -> unserved(router, request)).failureHandler(this::fail);
  }

  /** curl says of every body that it is a form; read as one, a connection file is lost. */
  private void refuseForm(RoutingContext request) {
    String type = request.request().getHeader("Content-Type");
    String said = type == null ? "" : type.toLowerCase(Locale.ROOT);
    boolean form =
        said.startsWith("application/x-www-form-urlencoded") || said.startsWith("multipart/");
    if (form && request.normalizedPath().startsWith("/api/")) {
      answer(
          request,
          new ApiException(
              415,
              "Content-Type",
              String.valueOf(type),
              "the body is sent as it is, YAML or JSON, not as a form",
              "With curl: --data-binary @FILE -H 'Content-Type: application/yaml'."));
    } else {
      request.next();
    }
  }

  private void unserved(Router router, RoutingContext request) {
    if (exchanging.getAsBoolean()) {
      request.response().putHeader("Retry-After", "1");
      answer(
          request,
          new ApiException(
              503,
              "path",
              request.normalizedPath(),
              "routes are being exchanged",
              "Ask again in a second."));
      return;
    }
    String path = request.normalizedPath();
    List<String> methods =
        router.getRoutes().stream()
            .filter(route -> serves(route, path))
            .map(Route::methods)
            .flatMap(Set::stream)
            .map(HttpMethod::name)
            .distinct()
            .sorted()
            .toList();
    if (methods.isEmpty()) {
      answer(request, new ApiException(404, "path", path, "nothing is served here", DESCRIPTION));
      return;
    }
    String allowed = String.join(", ", methods);
    request.response().putHeader("Allow", allowed);
    answer(
        request,
        new ApiException(
            405,
            "method",
            request.request().method().name(),
            path + " answers " + allowed,
            DESCRIPTION));
  }

  /** Whether a route of one path serves this one with some method. */
  private static boolean serves(Route route, String path) {
    String pattern = route.getPath();
    return pattern != null
        && route.methods() != null
        && route.isExactPath()
        && path.matches(pattern.replaceAll(":[^/]+|\\{[^/]+}", "[^/]+"));
  }

  private void fail(RoutingContext request) {
    int status = request.statusCode();
    switch (status) {
      case 401 ->
          answer(
              request,
              new ApiException(
                  401,
                  "Authorization",
                  "(not shown)",
                  "a user of trunkline.server.users and its password",
                  "Send them with basic authentication, with curl: -u USER:PASSWORD."));
      case 413 ->
          answer(
              request,
              new ApiException(
                  413,
                  "body",
                  String.valueOf(request.request().getHeader("Content-Length")),
                  "a request body has at most " + maxBody + " bytes",
                  "Split the connection file, or raise trunkline.server.max-body."));
      default -> answer(request, request.failure());
    }
  }

  private void answer(RoutingContext request, @Nullable Throwable failure) {
    if (request.response().ended() || request.response().headWritten()) {
      return;
    }
    problems.answer(request, failure);
  }
}
