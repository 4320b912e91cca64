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
    }
  }
}
