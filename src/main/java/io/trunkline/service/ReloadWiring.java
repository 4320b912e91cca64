package io.trunkline.service;

import io.trunkline.api.RouteFileRoutes;
import io.trunkline.reload.RouteReload;
import io.trunkline.reload.RoutesHeld;
import io.trunkline.run.RunEngine;
import io.trunkline.sip.component.SipCheckComponent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Watches the route files of a service that has started. */
final class ReloadWiring {
  private ReloadWiring() {}

  static void start(CamelContext context, Path home) {
    Settings settings = new Settings(context);
    RunEngine engine = context.getRegistry().findSingleByType(RunEngine.class);
    RouteReload reload =
        new RouteReload(context, home, runs(context, engine), settings.reload(), Clock.systemUTC());
    try {
      context.addService(reload);
    } catch (Exception e) {
      throw new StartException(
          "the route files cannot be watched: " + e.getMessage(),
          "Check that routes/ and kamelets/ in " + home + " can be read.");
    }
    new RouteFileRoutes(reload)
        .mount(
            VertxPlatformHttpRouter.lookup(
                context, VertxPlatformHttpRouter.getRouterNameFromPort(settings.serverPort())));
  }

  /** Runs stop between two steps, and are taken up again from their journal. */
  private static RoutesHeld runs(CamelContext context, RunEngine engine) {
    return new RoutesHeld() {
      @Override
      public boolean hold(Duration patience) {
        return engine.holdRoutes(patience);
      }

      @Override
      public void endWaits() {
        context.getRegistry().findSingleByType(Redeliveries.class).endWaits();
        if (context.hasComponent("sip-check") instanceof SipCheckComponent checks) {
          checks.leaveOutWaiting();
        }
      }

      @Override
      public void free() {
        engine.freeRoutes();
      }
    };
  }
}
