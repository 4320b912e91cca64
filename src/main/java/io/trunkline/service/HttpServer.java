package io.trunkline.service;

import io.trunkline.api.NativeRoutes;
import io.trunkline.api.StatusRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Adds to the running HTTP server what its Camel routes cannot serve. */
final class HttpServer {
  private HttpServer() {}

  static void mount(CamelContext context) {
    int port = new Settings(context).serverPort();
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    context.getRegistry().findSingleByType(NativeRoutes.class).mount(router);
    context.getRegistry().findSingleByType(StatusRoutes.class).mount(router);
  }
}
