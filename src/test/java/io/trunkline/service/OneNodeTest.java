package io.trunkline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.store.NodeLeases;
import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route with this policy runs on one of the nodes that share a store. */
class OneNodeTest {
  private static final String ROUTE =
      """
      - route:
          id: alone
          routePolicy: oneNode
          from:
            uri: direct:alone
            steps:
              - log: here
      """;

  @TempDir Path folder;
  private DefaultCamelContext first;
  private DefaultCamelContext second;

  @AfterEach
  void stop() {
    for (DefaultCamelContext each : new DefaultCamelContext[] {first, second}) {
      if (each != null) {
        each.stop();
      }
    }
  }

  private static DefaultCamelContext node(Store store, String name) throws Exception {
    DefaultCamelContext context = new DefaultCamelContext();
    context
        .getRegistry()
        .bind("oneNode", new OneNode(context, new NodeLeases(store, name), Clock.systemUTC()));
    load(context);
    context.start();
    return context;
  }

  private static void load(DefaultCamelContext context) throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("alone.yaml", ROUTE));
  }

  private static boolean runs(DefaultCamelContext context) {
    return context.getRouteController().getRouteStatus("alone") == ServiceStatus.Started;
  }

  private static void soon(java.util.concurrent.Callable<Boolean> holds) {
    await().atMost(Duration.ofSeconds(60)).until(holds);
  }

  @Test
  void aloneOnAnEmbeddedStoreItRuns() throws Exception {
    try (Store store = Store.open(StoreSettings.embedded(folder))) {
      first = node(store, "a");
      soon(() -> runs(first));
      first.stop();
    }
  }

  @Test
  @Tag("peer")
  @Tag("slow")
  @SuppressWarnings("try") // One store is closed in the middle: that is the case.
  void itRunsOnOneNodeAndMovesWhenTheRouteOrTheNodeIsGone() throws Exception {
    try (PostgresServer server = new PostgresServer(folder.resolve("pg"));
        Store store = Store.open(server.settings(folder, Duration.ofSeconds(10)));
        Store other = Store.open(server.settings(folder, Duration.ofSeconds(10)))) {
      first = node(store, "a");
      soon(() -> runs(first));
      second = node(other, "b");
      await()
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofSeconds(30))
          .until(() -> runs(first) && !runs(second));

      // Taken away on the first, as a reload does: the second need not wait for the lease's end.
      first.getRouteController().stopRoute("alone");
      first.removeRoute("alone");
      soon(() -> runs(second));
      load(first);
      await()
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofSeconds(30))
          .until(() -> runs(second) && !runs(first));

      // Cut off from the store, as a dead node is: the lease runs out, and the other one takes
      // over.
      other.close();
      soon(() -> runs(first));
      // Who cannot ask any more whether it may run, must not.
      soon(() -> !runs(second));
      assertThat(runs(first)).isTrue();
    }
  }
}
