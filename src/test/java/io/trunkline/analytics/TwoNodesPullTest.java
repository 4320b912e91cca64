package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.provisioning.ChildJvm;
import io.trunkline.service.Service;
import io.trunkline.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL store the truth, and never read the same window at once. */
@Tag("peer")
@Tag("slow")
class TwoNodesPullTest {
  @TempDir Path folder;

  @Test
  void aNodeThatStopsGivesItsSourcesBackAtOnce() {
    try (PostgresServer server = new PostgresServer(folder.resolve("postgres"));
        PullHarness harness = new PullHarness(1, 900)) {
      harness
          .with("trunkline.store.url", server.settings(folder, Duration.ofSeconds(30)).url())
          .with("trunkline.store.user", "postgres");
      Service first = harness.start(folder.resolve("a"));
      Service second = harness.beside(folder.resolve("b"));
      Instant now = harness.since.plus(Duration.ofHours(4));
      harness.now(now);
      harness.pull(second, PullSource.SETTLED);
      assertThat(harness.stored(second, now)).as("the source rests with the first").isEmpty();

      first.close();
      harness.pull(second, PullSource.SETTLED);
      assertThat(harness.stored(second, now)).isNotEmpty().isEqualTo(harness.truth(now));
    }
  }

  /** A node is killed in the middle of a pull; the other goes on when its lease has run out. */
  @Test
  void aNodeThatIsKilledLeavesItsSourcesToTheOther() throws Exception {
    try (PostgresServer server = new PostgresServer(folder.resolve("postgres"));
        PullHarness harness = new PullHarness(1, 1500)) {
      harness
          .with("trunkline.store.url", server.settings(folder, Duration.ofSeconds(30)).url())
          .with("trunkline.store.user", "postgres")
          .with("trunkline.analytics.lease", "2s")
          .with("trunkline.analytics.job.page-size", "20");
      Instant now = harness.since.plus(Duration.ofHours(10));
      harness.now(now);
      Path file = folder.resolve("settings");
      Properties properties = new Properties();
      properties.putAll(harness.settings(folder.resolve("a")));
      try (var out = Files.newBufferedWriter(file)) {
        properties.store(out, null);
      }
      Process process =
          new ChildJvm(folder).start(folder.resolve("log"), KilledPuller.class, file.toString());
      try {
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(10))
            .until(
                () ->
                    !process.isAlive()
                        || harness.orgs.calls().stream()
                                .filter(call -> call.path("path").asText().endsWith("/results"))
                                .count()
                            >= 3);
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
      } finally {
        process.destroyForcibly();
        process.onExit().join();
      }
      Service other = harness.beside(folder.resolve("b"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                harness.pull(other, PullSource.SETTLED);
                return harness.stored(other, now).equals(harness.truth(now));
              });
    }
  }

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
