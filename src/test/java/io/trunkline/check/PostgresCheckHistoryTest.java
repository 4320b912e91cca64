package io.trunkline.check;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** In PostgreSQL. */
@Tag("peer")
class PostgresCheckHistoryTest extends CheckHistoryContract {
  @TempDir Path folder;
  private PostgresServer server;
  private Store store;

  @BeforeEach
  void start() {
    server = new PostgresServer(folder.resolve("pg"));
    open();
  }

  private void open() {
    store = Store.open(server.settings(folder, Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  @Override
  Store store() {
    return store;
  }

  @Override
  void restart() {
    store.close();
    open();
  }
}
