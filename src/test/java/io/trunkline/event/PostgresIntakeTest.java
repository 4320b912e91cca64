package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("peer")
class PostgresIntakeTest extends IntakeContract {
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

  @Test
  void eachKeyIsLookedUpAndNoSourceIsReadThrough() {
    assertThat(planOfKeys())
        .containsPattern("Index Cond: .*source\\S* = .* AND .*dedupe_key\\S* = .*given.dedupe_key");
    assertThat(planOfTimeline()).containsPattern("Index Cond: .*place = .* AND .*event_time <= ");
    assertThat(planOfStates())
        .containsPattern("Index Cond: .*org\\S* = .* AND .*trunk\\S* = .*given.trunk");
  }
}
