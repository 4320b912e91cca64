package io.trunkline.simulator;

import io.netty.channel.ChannelOption;
import io.trunkline.simulator.fault.Fault;
import io.trunkline.simulator.http.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Sends an answer, or spoils it as a fault demands. */
final class Delivery {
  private static final long SLICE_MILLIS = 50;

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
    response.putHeader("ININ-Correlation-Id", exchange.correlationId);
    exchange.headers.forEach(response::putHeader);
    response.putHeader("Cache-Control", "no-cache, no-store, must-revalidate");
    response.putHeader("Pragma", "no-cache");
    response.putHeader("Expires", "0");
    response.putHeader("Strict-Transport-Security", "max-age=600; includeSubDomains");
    if (answer.body().length > 0) {
      response.putHeader("Content-Type", "application/json");
    }
    return response;
  }
}
