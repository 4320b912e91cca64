package io.trunkline.api;

import io.trunkline.alert.AlertAnswers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** {@code GET /api/alerts} and {@code POST /api/alerts/check}: answered beside the Camel routes. */
public final class AlertRoutes {
  private static final int AT_ONCE = 2;
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final AlertAnswers answers;
  private final Problems problems;
  private final ExecutorService workers;
  private final long maxBody;
  private final Clock clock;

  /**
   * With what answers.
   *
   * @param maxBody largest request body in bytes
   */
  public AlertRoutes(
      CamelContext context, AlertAnswers answers, Problems problems, long maxBody, Clock clock) {
    this.answers = answers;
    this.problems = problems;
    this.workers =
        context.getExecutorServiceManager().newFixedThreadPool(this, "api-alerts", AT_ONCE);
    this.maxBody = maxBody;
    this.clock = clock;
  }

  /** Adds the routes to the service's router. */
  public void mount(Router router) {
    router
        .get("/api/alerts")
        .handler(
            request ->
                answer(request, () -> answers.alerts(before(request), limit(request)).toString()));
    router
        .post("/api/alerts/check")
        .handler(BodyHandler.create(false).setBodyLimit(maxBody))
        .handler(
            request ->
                answer(
                    request,
                    () -> {
                      String text = request.body().asString();
                      return AlertAnswers.check(text == null ? "" : text, "body").toString();
                    }));
  }

  private Instant before(RoutingContext request) {
    String text = request.request().getParam("before", "");
    try {
      return text.isEmpty()
          ? clock.instant().plusSeconds(1)
          : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw new ApiException(
          400, "before", text, "before is a time in ISO 8601", "Such as 2026-03-01T00:00:00Z.");
    }
  }

  private static int limit(RoutingContext request) {
    String text = request.request().getParam("limit", String.valueOf(PAGE));
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LARGEST_PAGE) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // answered below, as numbers out of range are
    }
    throw new ApiException(
        400,
        "limit",
        text,
        "limit is a whole number from 1 to " + LARGEST_PAGE,
        "Leave it out for " + PAGE + ".");
  }

  private void answer(RoutingContext request, Supplier<String> made) {
    workers.execute(
        () -> {
          try {
            String body = made.get();
            request.response().putHeader("Content-Type", "application/json").end(body);
          } catch (RuntimeException e) {
            var problem = problems.describe(e);
            request
                .response()
                .setStatusCode(problem.path("status").asInt())
                .putHeader("Content-Type", Problems.MEDIA_TYPE)
                .end(problem.toString());
          }
        });
  }
}
