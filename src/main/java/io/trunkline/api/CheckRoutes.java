package io.trunkline.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import io.trunkline.sip.history.CheckHistory;
import io.trunkline.sip.history.CheckKey;
import io.trunkline.sip.history.CheckPoint;
import io.trunkline.sip.history.CheckRecorder;
import io.trunkline.sip.history.PathStatistics;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/checks}: SIP checks on demand and what checks found. A check may take its whole
 * timeout, so no thread waits for it.
 */
public final class CheckRoutes {
  private final Supplier<SipChecker> checker;
  private final CheckHistory history;
  private final CheckRecorder recorder;
  private final Function<String, @Nullable String> passwords;
  private final Problems problems;
  private final ExecutorService workers;
  private final long maxBody;

  /**
   * With what it serves.
   *
   * @param checker asked for at the first check
   * @param passwords value of a variable that callers may name, null when there is none
   * @param maxBody largest request body in bytes
   */
  public CheckRoutes(
      CamelContext context,
      Supplier<SipChecker> checker,
      CheckHistory history,
      CheckRecorder recorder,
      Function<String, @Nullable String> passwords,
      Problems problems,
      long maxBody) {
    this.checker = checker;
    this.history = history;
    this.recorder = recorder;
    this.passwords = passwords;
    this.problems = problems;
    this.workers = context.getExecutorServiceManager().newCachedThreadPool(this, "api-checks");
    this.maxBody = maxBody;
  }

  /** One check of a series, as JSON; what is unknown is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Point(
      Instant at,
      Outcome outcome,
      @Nullable FailureClass failure,
      @Nullable Integer status,
      @Nullable Float rttMillis) {
    static Point of(CheckPoint point) {
      return new Point(
          Instant.ofEpochMilli(point.atMillis()),
          point.outcome(),
          point.failure(),
          point.status() == 0 ? null : point.status(),
          point.answered() ? point.rttMillis() : null);
    }
  }

  /** Adds the routes to the service's router. */
  public void mount(Router router) {
    router
        .post("/api/checks")
        .handler(BodyHandler.create(false).setBodyLimit(maxBody))
        .handler(request -> answered(request, this::check));
    router.get("/api/checks").handler(request -> answered(request, this::read));
  }

  /** {@code POST /api/checks}: makes one check now and answers with its verdict. */
  private void check(RoutingContext request) {
    CheckRequest asked = CheckBody.read(request.body().asString()).request(passwords);
    var unused =
        checker
            .get()
            .check(asked)
            .thenApplyAsync(recorder::record, workers)
            .whenComplete((verdict, failure) -> ended(request, verdict, failure));
  }

  private void ended(
      RoutingContext request, @Nullable Verdict verdict, @Nullable Throwable failure) {
    if (verdict == null) {
      fail(request, failure);
    } else {
      send(request, verdict);
    }
  }

  /** {@code GET /api/checks}: the latest verdicts, or the history of one target and method. */
  private void read(RoutingContext request) {
    String target = request.request().getParam("target");
    if (target == null) {
      List<Verdict> latest =
          history.latest().stream()
              .sorted(Comparator.comparing(Verdict::target).thenComparing(Verdict::method))
              .toList();
      send(request, Map.of("checks", latest));
    } else {
      send(request, series(key(request, target)));
    }
  }

  /** Behind a bare semicolon the transport comes as a parameter of its own. */
  private static CheckKey key(RoutingContext request, String target) {
    CheckTarget whom = CheckTarget.parse(target);
    String transport = request.request().getParam("transport");
    if (transport != null) {
      whom = whom.over(CheckBody.transport(transport));
    }
    String method = request.request().getParam("method");
    return new CheckKey(
        whom.uri(), method == null ? CheckMethod.OPTIONS : CheckBody.method(method));
  }

  private Map<String, Object> series(CheckKey key) {
    Verdict latest =
        history
            .latest(key)
            .orElseThrow(
                () ->
                    new ApiException(
                        404,
                        "target",
                        key.target(),
                        "no " + key.method() + " check of this target is known",
                        "GET /api/checks lists the targets; POST /api/checks makes a check."));
    List<CheckPoint> points = history.points(key);
    return Map.of(
        "target",
        key.target(),
        "method",
        key.method(),
        "latest",
        latest,
        "statistics",
        PathStatistics.of(points),
        "history",
        points.stream().map(Point::of).toList());
  }

  private void answered(RoutingContext request, java.util.function.Consumer<RoutingContext> work) {
    try {
      work.accept(request);
    } catch (RuntimeException e) {
      fail(request, e);
    }
  }

  private static void send(RoutingContext request, Object body) {
    request.response().putHeader("Content-Type", "application/json").end(VerdictJson.write(body));
  }

  private void fail(RoutingContext request, @Nullable Throwable failure) {
    var problem = problems.describe(failure);
    request
        .response()
        .setStatusCode(problem.path("status").asInt())
        .putHeader("Content-Type", Problems.MEDIA_TYPE)
        .end(problem.toString());
  }
}
