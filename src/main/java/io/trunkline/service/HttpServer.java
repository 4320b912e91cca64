package io.trunkline.service;

import io.trunkline.api.AlertRoutes;
import io.trunkline.api.CheckRoutes;
import io.trunkline.api.HookListener;
import io.trunkline.api.HookListenerSettings;
import io.trunkline.api.HookRoutes;
import io.trunkline.api.NativeRoutes;
import io.trunkline.api.Problems;
import io.trunkline.api.PullRoutes;
import io.trunkline.api.SeriesRoutes;
import io.trunkline.api.StartGate;
import io.trunkline.api.StatusRoutes;
import io.trunkline.api.TrunkRoutes;
import io.trunkline.api.TrunkStream;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Adds to the running HTTP server what its Camel routes cannot serve. */
final class HttpServer {
  private HttpServer() {}

  /**
   * Checks the address before anything starts, because the server itself only logs when it cannot
   * listen.
   *
   * @throws StartException when the port is taken, or others could reach the service without a
   *     password
   */
  static void check(Settings settings) {
    String host = settings.serverHost();
    int port = settings.serverPort();
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress() && settings.text("trunkline.server.users").isEmpty()) {
        throw new StartException(
            "trunkline.server.host = "
                + host
                + " lets others reach the service, and it asks nobody for a password",
            "Set trunkline.server.users, or listen on 127.0.0.1 behind a proxy that asks.");
      }
      new ServerSocket(port, 1, address).close();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException(
          "the service cannot listen on " + host + ":" + port + ": " + e.getMessage(),
          "Another program may have the port; choose one with --port or trunkline.server.port.");
    }
  }

  /** To be called before the server is made, so that it begins with nobody let in. */
  static void gate(CamelContext context) {
    StartGate gate = new StartGate(new Problems());
    context.getRegistry().bind("startGate", gate);
    context.getRegistry().bind("httpServers", new GatedServer(gate));
  }

  /** Adds what the routes do not serve, and lets everybody in. */
  static void mount(CamelContext context) {
    Settings settings = new Settings(context);
    int port = settings.serverPort();
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    context.getRegistry().findSingleByType(NativeRoutes.class).mount(router);
    context.getRegistry().findSingleByType(StatusRoutes.class).mount(router);
    context.getRegistry().findSingleByType(CheckRoutes.class).mount(router);
    context.getRegistry().findSingleByType(TrunkRoutes.class).mount(router);
    context.getRegistry().findSingleByType(HookRoutes.class).mount(router);
    context.getRegistry().findSingleByType(TrunkStream.class).mount(router);
    context.getRegistry().findSingleByType(PullRoutes.class).mount(router);
    context.getRegistry().findSingleByType(SeriesRoutes.class).mount(router);
    context.getRegistry().findSingleByType(AlertRoutes.class).mount(router);
    context.getRegistry().findSingleByType(StartGate.class).open();
    HookListenerSettings hooks = new IntakeSettings(settings).listener();
    if (hooks != null) {
      listen(context, router.vertx(), hooks);
    }
  }

  private static void listen(CamelContext context, Vertx vertx, HookListenerSettings hooks) {
    try {
      HookRoutes routes = context.getRegistry().findSingleByType(HookRoutes.class);
      context.addService(new HookListener(vertx, routes, hooks));
    } catch (Exception e) {
      String why = String.valueOf(e instanceof ExecutionException ? e.getCause() : e);
      throw new StartException(
          "the listener of hooks on %s:%d does not start: %s"
              .formatted(hooks.host(), hooks.port(), why),
          "Check trunkline.hooks.listener.*: another program may have the port, or a file is no PEM.");
    }
  }
}
