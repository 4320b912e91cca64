package io.trunkline.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Listens for hooks on a port of their own, so that senders from outside meet nothing but {@code
 * /hooks}: with TLS, certificates of clients, and an end to connections that say nothing or only a
 * little at a time. Ends with the Camel context that it is a service of.
 */
public final class HookListener extends ServiceSupport {
  private static final long WITHIN_SECONDS = 30;
  private static final int BEFORE_HOOKS = -3;

  private final Vertx vertx;
  private final HookRoutes routes;
  private final HookListenerSettings settings;
  // The timers that end open connections; none runs while a request is answered.
  private final Map<HttpConnection, Long> ends = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;

  /** With what it answers by. */
  public HookListener(Vertx vertx, HookRoutes routes, HookListenerSettings settings) {
    this.vertx = vertx;
    this.routes = routes;
    this.settings = settings;
  }

  @Override
  protected void doStart() throws Exception {
    Router router = Router.router(vertx);
    router.route().order(BEFORE_HOOKS).handler(this::answering);
    routes.mount(router);
    server =
        done(
            vertx
                .createHttpServer(options())
                .connectionHandler(this::connected)
                .requestHandler(router)
                .listen()
                .toCompletionStage());
  }

  @Override
  protected void doStop() throws Exception {
    HttpServer listening = server;
    if (listening != null) {
      var unused = done(listening.close().toCompletionStage());
    }
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /** HTTP/1.1 alone: the bounds of bodies and times count on one request at a time. */
  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setUseAlpn(false)
            .setHttp2ClearTextEnabled(false)
            .setSslHandshakeTimeout(settings.idle().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    Path certificate = settings.certificate();
    Path key = settings.key();
    if (certificate != null && key != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(certificate.toString())
                  .setKeyPath(key.toString()));
    }
    Path clientCa = settings.clientCa();
    if (clientCa != null) {
      options
          .setClientAuth(ClientAuth.REQUIRED)
          .setTrustOptions(new PemTrustOptions().addCertPath(clientCa.toString()));
    }
    return options;
  }

  private void connected(HttpConnection connection) {
    if (ends.size() >= settings.connections()) {
      var unused = connection.close();
      return;
    }
    ends.put(connection, timer(connection));
    connection.closeHandler(
        closed -> {
          Long timer = ends.remove(connection);
          if (timer != null) {
            vertx.cancelTimer(timer);
          }
        });
  }

  private long timer(HttpConnection connection) {
    return vertx.setTimer(settings.idle().toMillis(), late -> connection.close());
  }

  /** The head of a request is whole: from here on the routes' own bounds hold. */
  private void answering(RoutingContext routing) {
    HttpConnection connection = routing.request().connection();
    Long timer = ends.get(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    routing.addEndHandler(
        end -> ends.computeIfPresent(connection, (same, before) -> timer(connection)));
    routing.next();
  }
}
