package io.trunkline.event.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy as companies put before the internet: tunnels by CONNECT, and forwards plain requests,
 * for everybody or for those who give the password.
 */
final class ForwardProxy implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient();
  private final NetClient net = vertx.createNetClient();
  private final HttpServer server;
  private final List<NetSocket> tunnels = new CopyOnWriteArrayList<>();

  /** Where tunnels went to, and which plain requests were forwarded. */
  final List<String> tunnelled = new CopyOnWriteArrayList<>();

  final List<String> forwarded = new CopyOnWriteArrayList<>();

  /** How many requests came without the right user and password. */
  final AtomicInteger refused = new AtomicInteger();

  private final String wanted;
  private volatile boolean tunnelsClosed;

  /** For everybody. */
  ForwardProxy() {
    this("");
  }

  /**
   * For who knows.
   *
   * @param login user, colon and password; empty for everybody
   */
  ForwardProxy(String login) {
    wanted =
        login.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  int port() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    String given = request.getHeader("Proxy-Authorization");
    boolean closed = tunnelsClosed && request.method().equals(HttpMethod.CONNECT);
    if (closed || (!wanted.isEmpty() && !wanted.equals(given))) {
      refused.incrementAndGet();
      request
          .response()
          .setStatusCode(407)
          .putHeader("Proxy-Authenticate", "Basic realm=\"out\"")
          .end();
      return;
    }
    request.pause();
    if (request.method().equals(HttpMethod.CONNECT)) {
      tunnel(request);
    } else {
      forward(request);
    }
  }

  private void tunnel(HttpServerRequest request) {
    String[] target = request.uri().split(":");
    tunnelled.add(request.uri());
    net.connect(Integer.parseInt(target[1]), target[0])
        .compose(
            outside ->
                request
                    .toNetSocket()
                    .onSuccess(
                        inside -> {
                          tunnels.add(inside);
                          var unused = inside.pipeTo(outside);
                          var unusedBack = outside.pipeTo(inside);
                        }))
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }

  private void forward(HttpServerRequest request) {
    URI target = URI.create(request.absoluteURI());
    forwarded.add(target.getPath());
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(request.absoluteURI())
            .setHeaders(request.headers().remove("Proxy-Authorization"));
    http.request(options)
        .compose((HttpClientRequest outgoing) -> outgoing.send(request))
        .onSuccess(
            answer -> {
              request.response().setStatusCode(answer.statusCode());
              request.response().headers().addAll(answer.headers());
              var unused = answer.pipeTo(request.response());
            })
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }

  /** From now on nobody's password is good enough for a tunnel. */
  void closeTunnels() {
    tunnelsClosed = true;
  }

  /** Breaks what is open, as a proxy does that is restarted. */
  void dropTunnels() {
    tunnels.forEach(NetSocket::close);
    tunnels.clear();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
