package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("peer")
class PostgresLaggingStatesTest extends LaggingStatesContract {
  @TempDir static Path folder;
  private static PostgresServer server;
  private static Store store;

  @BeforeAll
  static void open() {
    server = new PostgresServer(folder.resolve("pg"));
    store = Store.open(server.settings(folder, Duration.ofSeconds(10)));
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @Override
  Store store() {
    return store;
  }

  /** Two processes would be two stores as well: each has its own writer. */
  @Test
  void twoNodesAtOnceEndAtTheTruth() {
    Clock clock = Clock.systemUTC();
    try (Store other = Store.open(server.settings(folder, Duration.ofSeconds(10)))) {
      TrunkIntake here = new TrunkIntake(store, new Outbox(store, clock), RULE, 10_000, clock);
      TrunkIntake there = new TrunkIntake(other, new Outbox(other, clock), RULE, 10_000, clock);
      Instant end = Instant.now().plusSeconds(4);
      int rounds = 0;
      while (Instant.now().isBefore(end)) {
        CompletionStage<List<Receipt>> one = here.accept(observations(60));
        // Alone for a while, then both, so that one takes over what the other left behind.
        if (rounds++ / 100 % 2 == 1) {
          there.accept(observations(60)).toCompletableFuture().join();
        }
        one.toCompletableFuture().join();
      }
    }
    settled(node());
    assertThat(table()).isEqualTo(truth()).hasSize(20);
  }
}
