package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service listens to its orgs, shows it, and a test event goes the whole way. */
@Tag("slow")
class WatchApiTest {
  @Test
  void aTestEventReachesTheSinksAndTheOrgIsHeard(@TempDir Path data) throws Exception {
    Map<String, String> settings =
        Map.of("trunkline.watch.orgs", "*", "trunkline.watch.settle", "50");
    try (ApiService api = new ApiService(data, settings)) {
      JsonNode begun = ApiService.json(api.post("/api/watches/test/setup", ""));
      assertThat(begun.at("/topic/transports/0").asText()).isEqualTo("All");
      String state = "/api/watches/test?test=" + begun.path("test").asText();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                JsonNode now = ApiService.json(api.get(state));
                assertThat(now.at("/test/accepted").asBoolean()).isTrue();
                assertThat(now.at("/test/sinks/0/name").asText()).isEqualTo("log");
                assertThat(now.at("/watch/hears").asBoolean()).isTrue();
              });

      JsonNode removed = ApiService.json(api.post("/api/watches/test/remove", ""));
      assertThat(removed.path("removed").asBoolean()).isTrue();
      assertThat(removed.path("watch").isNull()).isTrue();
      // Nothing of it is left with the org but channels without topics.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> live(api.orgs.control("GET", "channels", "")) == 0);
      JsonNode again = ApiService.json(api.post("/api/watches/test/remove", ""));
      assertThat(again.path("removed").asBoolean()).isFalse();

      api.post("/api/watches/test/setup", "");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> ApiService.json(api.get("/api/watches/test")).at("/watch/hears").asBoolean());
    }
  }

  private static int live(JsonNode channels) {
    int live = 0;
    for (JsonNode channel : channels.path("channels")) {
      live += channel.path("connected").asBoolean() || channel.path("topics").asInt() > 0 ? 1 : 0;
    }
    return live;
  }
}
