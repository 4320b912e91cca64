package io.trunkline.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The answer of one request, given once. */
final class HookAnswer {
  private static final int RETRY_SECONDS = 2;
  private static final long LINGER_MILLIS = 500;

  private final HttpServerRequest request;
  private final Context loop;

  private final HookMeters meters;
  private final String source;
  private final long began = System.nanoTime();

  /**
   * With what is answered.
   *
   * @param source its configured name; empty when there is none of that name
   */
  HookAnswer(HttpServerRequest request, HookMeters meters, String source) {
    this.request = request;
    this.loop = Vertx.currentContext();
    this.meters = meters;
    this.source = source;
  }

  Context loop() {
    return loop;
  }

  void received(int status, long accepted, long duplicates) {
    meters.received(source, accepted, duplicates);
    send(
        status,
        "application/json",
        "{\"accepted\":" + accepted + ",\"duplicates\":" + duplicates + "}");
  }

  void overloaded() {
    retry(429, "overloaded", "more events wait than may wait");
  }

  void unavailable() {
    retry(503, "store-unavailable", "the event is not acknowledged");
  }

  private void retry(int status, String type, String detail) {
    if (!given()) {
      request.response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
      refuse(status, type, detail, "Send it again.");
    }
  }

  void tooLarge(long most) {
    hangUp(
        413,
        "content-too-large",
        "a hook's body has at most " + most + " bytes",
        "Send fewer events at once, or raise trunkline.hooks.max-body.");
  }

  void tooSlow() {
    hangUp(408, "request-timeout", "the body did not come in time", "Send it in one go.");
  }

  /** Answers before the body was read to its end, and reads no more. */
  private void hangUp(int status, String type, String detail, String fix) {
    request.pause();
    request.response().putHeader("Connection", "close");
    refuse(status, type, detail, fix);
    // A reset at once would take the answer with it.
    loop.owner().setTimer(LINGER_MILLIS, later -> request.connection().close());
  }

  void refuse(int status, String type, String detail, String fix) {
    if (given()) {
      return;
    }
    meters.refused(source, type);
    send(
        status,
        Problems.MEDIA_TYPE,
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:trunkline:problem:" + type)
            .put("title", "The hook was not accepted")
            .put("status", status)
            .put("detail", detail)
            .put("fix", fix)
            .toString());
  }

  private void send(int status, String type, String body) {
    if (given()) {
      return;
    }
    meters.answered(source, System.nanoTime() - began);
    HttpServerResponse response = request.response();
    response.setStatusCode(status).putHeader("Content-Type", type);
    var unused = response.end(body);
  }

  private boolean given() {
    return request.response().ended() || request.response().closed();
  }
}
