package io.trunkline.api;

import io.trunkline.alert.AlertAnswers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.camel.CamelContext;

/** {@code GET /api/alerts} and {@code POST /api/alerts/check}: answered beside the Camel routes. */
public final class AlertRoutes {
  private static final int AT_ONCE = 2;
  private static final String JSON = "application/json";
  private static final PageLimit LIMIT = new PageLimit(100, 1_000);

  private final AlertAnswers answers;
  private final AnswerThreads threads;
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
    this.threads =
        new AnswerThreads(
            context.getExecutorServiceManager().newFixedThreadPool(this, "api-alerts", AT_ONCE),
            problems);
    this.maxBody = maxBody;
    this.clock = clock;
  }

  /** Adds the routes to the service's router. */
  public void mount(Router router) {
    router
        .get("/api/alerts")
        .handler(request -> threads.answer(request, 200, JSON, () -> alerts(request)));
    router
        .post("/api/alerts/check")
        .handler(BodyHandler.create(false).setBodyLimit(maxBody))
        .handler(
            request ->
                threads.answer(
                    request,
                    200,
                    JSON,
                    () -> {
                      String text = request.body().asString();
                      return AlertAnswers.check(text == null ? "" : text, "body").toString();
                    }));
  }

  private String alerts(RoutingContext request) {
    int limit = LIMIT.of(request.request().getParam("limit"));
    return answers.alerts(before(request), limit).toString();
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
}
