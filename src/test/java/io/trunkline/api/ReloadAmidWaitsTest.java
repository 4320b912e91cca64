package io.trunkline.api;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that concerns every route is saved while messages wait in routes for their moment, which
 * would be minutes from now.
 */
@Timeout(110)
class ReloadAmidWaitsTest {
  private static final Map<String, String> LONG_WAITS =
      Map.of(
          "trunkline.reload.patience", "10m",
          "trunkline.checks.targets", "sip:127.0.0.1:9",
          "trunkline.checks.spread", "600000000",
          "trunkline.analytics", "on",
          "trunkline.outage.delay", "600000",
          "trunkline.outage.longest-delay", "600000");

  @TempDir Path home;

  @Test
  void theRoutesAreExchangedAtOnce() {
    String away =
        """
        faults:
          - match: {method: GET}
            act: {status: 503}
        """;
    try (EditedRoutes routes = new EditedRoutes(home, LONG_WAITS, orgs -> orgs.faults(away))) {
      await().atMost(Duration.ofSeconds(50)).until(() -> waiting(routes, "check-carriers"));
      await().atMost(Duration.ofSeconds(50)).until(() -> waiting(routes, "pull-trunk-metrics"));

      routes.save("routes/errors.camel.yaml", routes.text("routes/errors.camel.yaml") + "\n# x\n");
      routes.save(
          "routes/greeting.camel.yaml",
          """
          - route:
              id: greet
              from:
                uri: platform-http:/greet
                steps:
                  - setBody:
                      constant: new
          """);
      routes.answers("/greet", "new");
    }
  }

  private static boolean waiting(EditedRoutes routes, String route) {
    return routes.api.service.context().getInflightRepository().size(route) > 0;
  }
}
