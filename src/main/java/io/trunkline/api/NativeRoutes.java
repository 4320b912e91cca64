package io.trunkline.api;

import io.trunkline.reload.RouteReload;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunEvents.Subscription;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What only Vert.x can serve: a Camel HTTP route holds one of few worker threads until it answers,
 * so a request that waits for a run, or streams its events, is served here without a thread.
 */
public final class NativeRoutes {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_STREAM = Duration.ofHours(12);

  private final Api api;
  private final RunEngine engine;
  private final Problems problems;
  private final CamelContext context;
  private final ProducerTemplate template;
  private final ExecutorService workers;
  private final long maxBody;

  /**
   * With what it serves.
   *
   * @param maxBody largest request body in bytes
   */
  public NativeRoutes(
      CamelContext context, Api api, RunEngine engine, Problems problems, long maxBody) {
    this.api = api;
    this.engine = engine;
    this.problems = problems;
    this.context = context;
    this.template = context.createProducerTemplate();
    this.workers = context.getExecutorServiceManager().newCachedThreadPool(this, "api");
    this.maxBody = maxBody;
  }

  /** Adds the routes to the service's router, and what answers where none of its routes does. */
  public void mount(Router router) {
    router
        .post("/api/runs")
        .handler(BodyHandler.create(false).setBodyLimit(maxBody))
        .handler(this::startRun);
    router.get("/api/runs/:id/events").handler(this::streamEvents);
    new FallbackRoutes(problems, maxBody, this::exchanging).mount(router);
  }

  private void startRun(RoutingContext request) {
    Duration wait;
    try {
      wait = wait(request);
    } catch (ApiException e) {
      fail(request, e);
      return;
    }
    String text = request.body().asString();
    var unused =
        template
            .asyncSend(
                "direct:api-start-run",
                exchange -> {
                  exchange.getMessage().setBody(text);
                  for (String name : new String[] {"org", "reason", "undoOnFailure", "check"}) {
                    exchange.getMessage().setHeader(name, request.request().getParam(name));
                  }
                  for (String name : new String[] {"Idempotency-Key", "Trunkline-Started-By"}) {
                    exchange.getMessage().setHeader(name, request.request().getHeader(name));
                  }
                })
            .whenCompleteAsync(
                (answer, failure) -> started(request, wait, answer, failure), workers);
  }

  private void started(
      RoutingContext request,
      Duration wait,
      @Nullable Exchange answer,
      @Nullable Throwable failure) {
    try {
      if (answer == null || failure != null) {
        fail(request, failure);
        return;
      }
      String location = answer.getMessage().getHeader("Location", String.class);
      if (location == null || wait.isZero()) {
        send(request, answer);
        return;
      }
      String id = location.substring(location.lastIndexOf('/') + 1);
      var unused =
          engine
              .await(id, wait)
              .whenCompleteAsync((run, broken) -> ended(request, location, run, broken), workers);
    } catch (RuntimeException e) {
      fail(request, e);
    }
  }

  private void ended(
      RoutingContext request, String location, @Nullable Run run, @Nullable Throwable failure) {
    if (run == null) {
      fail(request, failure);
      return;
    }
    request
        .response()
        .setStatusCode(run.state().ended() ? 200 : 202)
        .putHeader("Location", location)
        .putHeader("Content-Type", "application/json")
        .end(api.run(run).toString());
  }

  private static void send(RoutingContext request, Exchange answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(
        answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, int.class));
    for (String name : new String[] {"Location", "Content-Type", "Retry-After"}) {
      String value = answer.getMessage().getHeader(name, String.class);
      if (value != null) {
        response.putHeader(name, value);
      }
    }
    response.end(answer.getMessage().getBody(String.class));
  }

  private static Duration wait(RoutingContext request) {
    String text = request.request().getParam("wait");
    if (text == null) {
      return Duration.ZERO;
    }
    try {
      Duration wait = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
      if (!wait.isNegative() && wait.compareTo(LONGEST_WAIT) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Camel throws either on what is no time; answered below, as waits out of range are
    }
    throw new ApiException(
        400,
        "wait",
        text,
        "wait is a time of at most 10m, such as 60s",
        "Leave it out to answer at once.");
  }

  /**
   * {@code GET /api/runs/{id}/events}: server-sent events, first the run as it stands, then what
   * happens to it.
   */
  private void streamEvents(RoutingContext request) {
    Context loop = request.vertx().getOrCreateContext();
    workers.execute(
        () -> {
          try {
            stream(request, loop, request.pathParam("id"));
          } catch (RuntimeException e) {
            fail(request, e);
          }
        });
  }

  private void stream(RoutingContext request, Context loop, String id) {
    api.found(id);
    HttpServerResponse response = request.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store");
    EventStream stream = new EventStream(response, loop);
    Subscription subscription = engine.events().subscribe(id, stream::happened);
    response.closeHandler(closed -> subscription.close());
    stream.run(api.run(api.found(id)));
    // The end of a run is told here too: another node may work on it.
    var unused =
        engine
            .await(id, LONGEST_STREAM)
            .whenCompleteAsync(
                (run, failure) -> {
                  subscription.close();
                  stream.end(run);
                },
                workers);
  }

  private boolean exchanging() {
    RouteReload reload = context.hasService(RouteReload.class);
    return reload != null && reload.isExchanging();
  }

  private void fail(RoutingContext request, @Nullable Throwable failure) {
    problems.answer(request, failure);
  }
}
