package io.trunkline.api;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Makes answers that wait for the store on threads of their own, never on an event loop. */
final class AnswerThreads {
  private final ExecutorService workers;
  private final Problems problems;

  AnswerThreads(ExecutorService workers, Problems problems) {
    this.workers = workers;
    this.problems = problems;
  }

  /** Answers with what is made; what it throws becomes a problem document. */
  void answer(RoutingContext request, int status, String type, Supplier<String> made) {
    workers.execute(
        () -> {
          try {
            send(request, status, type, made.get());
          } catch (RuntimeException e) {
            fail(request, e);
          }
        });
  }

  /** Answers with a problem document. */
  void fail(RoutingContext request, Throwable failure) {
    var problem = problems.describe(failure);
    send(request, problem.path("status").asInt(), Problems.MEDIA_TYPE, problem.toString());
  }

  private static void send(RoutingContext request, int status, String type, String body) {
    request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
  }
}
