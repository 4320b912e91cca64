package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.service.Service;
import io.trunkline.store.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL store the truth, and never read the same window at once. */
@Tag("peer")
@Tag("slow")
class TwoNodesPullTest {
  @TempDir Path folder;

  @Test
  void eachWindowIsReadByOneNode() {
    try (PostgresServer server = new PostgresServer(folder.resolve("postgres"));
        PullHarness harness = new PullHarness(1, 900)) {
      harness
          .with("trunkline.store.url", server.settings(folder, Duration.ofSeconds(30)).url())
          .with("trunkline.store.user", "postgres");
      List<Service> nodes =
          List.of(harness.start(folder.resolve("a")), harness.beside(folder.resolve("b")));
      Instant now = harness.since;
      for (int turn = 0; turn < 3; turn++) {
        now = now.plus(Duration.ofHours(4));
        harness.now(now);
        harness.orgs.forgetRequests();
        CompletableFuture.allOf(
                nodes.stream()
                    .map(
                        node ->
                            CompletableFuture.runAsync(
                                () -> harness.pull(node, PullSource.SETTLED)))
                    .toArray(CompletableFuture[]::new))
            .join();
        assertThat(
                harness.orgs.calls().stream()
                    .filter(call -> call.path("path").asText().endsWith("/details/jobs")))
            .hasSize(1);
      }
      assertThat(harness.stored(nodes.get(0), now)).isEqualTo(harness.truth(now));
    }
  }
}
