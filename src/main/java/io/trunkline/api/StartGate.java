package io.trunkline.api;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;

/**
 * Stands before everything that the service serves and lets nobody in before all of it is there:
 * who was told 404 would not send its event again, who is told 503 does.
 */
public final class StartGate implements AuthenticationHandler {
  private static final int RETRY_SECONDS = 2;

  private final Problems problems;
  private volatile boolean open;

  /** Closed, with the form of problems. */
  public StartGate(Problems problems) {
    this.problems = problems;
  }

  /** Lets everybody in from now on. */
  public void open() {
    open = true;
  }

  @Override
  public void handle(RoutingContext request) {
    if (open) {
      request.next();
      return;
    }
    request.response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
    problems.answer(
        request,
        new ApiException(
            503,
            "path",
            request.normalizedPath(),
            "the service is starting",
            "Ask again in " + RETRY_SECONDS + " seconds; nothing was accepted."));
  }
}
