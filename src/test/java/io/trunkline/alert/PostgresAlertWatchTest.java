package io.trunkline.alert;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over the PostgreSQL store. */
@Tag("peer")
class PostgresAlertWatchTest extends AlertWatchContract {
  static PostgresServer server;
  static Store store;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = new PostgresServer(folder.resolve("pg"));
    store = Store.open(server.settings(folder, Duration.ofSeconds(30)));
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
}
