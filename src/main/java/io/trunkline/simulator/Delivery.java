package io.trunkline.simulator;

import io.netty.channel.ChannelOption;
import io.trunkline.simulator.fault.Fault;
import io.trunkline.simulator.http.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Sends an answer, or spoils it as a fault demands. */
final class Delivery {
  private static final long SLICE_MILLIS = 50;
  // Spelled exactly so; the Java SDK looks some of them up by case (7.1 item 5).
  private static final CharSequence CORRELATION =
      HttpHeaders.createOptimized("ININ-Correlation-Id");
  private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  private static final CharSequence NO_CACHE =
      HttpHeaders.createOptimized("no-cache, no-store, must-revalidate");
  private static final CharSequence PRAGMA = HttpHeaders.createOptimized("Pragma");
  private static final CharSequence PRAGMA_VALUE = HttpHeaders.createOptimized("no-cache");
  private static final CharSequence EXPIRES = HttpHeaders.createOptimized("Expires");
  private static final CharSequence EXPIRES_VALUE = HttpHeaders.createOptimized("0");
  private static final CharSequence SECURITY =
      HttpHeaders.createOptimized("Strict-Transport-Security");
  private static final CharSequence SECURITY_VALUE =
      HttpHeaders.createOptimized("max-age=600; includeSubDomains");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private final Vertx vertx;

  Delivery(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Sends the answer as it is. */
  void send(Exchange exchange, Answer answer) {
    HttpServerResponse response = head(exchange, answer);
    response.end(Buffer.buffer(answer.body()));
  }

  /** Sends the answer cut short or slowly. */
  void send(Exchange exchange, Answer answer, Fault.Act act) {
    act.headers().forEach(exchange.headers::put);
    byte[] body = answer.body();
    boolean cut = act.cutAfterBytes() >= 0 && act.cutAfterBytes() < body.length;
    if (!cut && act.bytesPerSecond() <= 0) {
      send(exchange, answer);
      return;
    }
    HttpServerResponse response = head(exchange, answer);
    response.putHeader("Content-Length", String.valueOf(body.length));
    int length = cut ? act.cutAfterBytes() : body.length;
    if (act.bytesPerSecond() > 0) {
      int slice = (int) Math.max(1, act.bytesPerSecond() * SLICE_MILLIS / 1000);
      slowly(exchange, Buffer.buffer(body).getBuffer(0, length), 0, slice, cut);
    } else {
      response.write(Buffer.buffer(body).getBuffer(0, length)).onComplete(sent -> end(exchange));
    }
  }

  /** Ends the connection without an answer. */
  void hangUp(Exchange exchange, boolean reset) {
    if (reset && exchange.request.connection() instanceof ConnectionBase connection) {
      // Closing a socket that does not linger is what sends RST instead of FIN.
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    end(exchange);
  }

  private void slowly(Exchange exchange, Buffer body, int from, int slice, boolean cut) {
    HttpServerResponse response = exchange.request.response();
    if (response.closed()) {
      return;
    }
    int to = Math.min(body.length(), from + slice);
    response.write(body.getBuffer(from, to));
    if (to < body.length()) {
      vertx.setTimer(SLICE_MILLIS, timer -> slowly(exchange, body, to, slice, cut));
    } else if (cut) {
      end(exchange);
    } else {
      response.end();
    }
  }

  private static void end(Exchange exchange) {
    exchange.request.connection().close();
  }

  private static HttpServerResponse head(Exchange exchange, Answer answer) {
    HttpServerResponse response = exchange.request.response();
    response.setStatusCode(answer.status());
    response.putHeader(CORRELATION, exchange.correlationId);
    exchange.headers.forEach(response::putHeader);
    response.putHeader(CACHE_CONTROL, NO_CACHE);
    response.putHeader(PRAGMA, PRAGMA_VALUE);
    response.putHeader(EXPIRES, EXPIRES_VALUE);
    response.putHeader(SECURITY, SECURITY_VALUE);
    if (answer.body().length > 0) {
      response.putHeader(CONTENT_TYPE, JSON);
    }
    return response;
  }
}
