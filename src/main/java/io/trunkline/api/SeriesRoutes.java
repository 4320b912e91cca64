package io.trunkline.api;

import io.trunkline.analytics.SeriesAnswers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/**
 * {@code GET /api/series}, {@code /api/capacity} and {@code /api/report}: reads of the time series,
 * on threads of their own because a month of all trunks takes a while.
 */
public final class SeriesRoutes {
  private static final int AT_ONCE = 4;
  private static final String JSON = "application/json";

  private final SeriesAnswers answers;
  private final AnswerThreads threads;

  /** With what answers. */
  public SeriesRoutes(CamelContext context, SeriesAnswers answers, Problems problems) {
    this.answers = answers;
    this.threads =
        new AnswerThreads(
            context.getExecutorServiceManager().newFixedThreadPool(this, "api-series", AT_ONCE),
            problems);
  }

  /** Adds the routes to the service's router. */
  public void mount(Router router) {
    router.get("/api/series").handler(this::series);
    router
        .get("/api/capacity")
        .handler(request -> answer(request, JSON, known -> answers.capacity(known).toString()));
    router
        .get("/api/report")
        .handler(request -> answer(request, "text/html; charset=utf-8", answers::report));
  }

  private void series(RoutingContext request) {
    String format = request.request().getParam("format", "json");
    switch (format) {
      case "json" -> answer(request, JSON, known -> answers.series(known).toString());
      case "csv" -> answer(request, "text/csv; charset=utf-8", answers::csv);
      default ->
          threads.fail(
              request,
              new ApiException(
                  400, "format", format, "format is json or csv", "Leave it out for json."));
    }
  }

  private void answer(
      RoutingContext request, String type, Function<Map<String, String>, String> made) {
    Map<String, String> parameters = new HashMap<>();
    request.request().params().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
    threads.answer(request, 200, type, () -> made.apply(parameters));
  }
}
