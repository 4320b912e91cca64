package io.trunkline.run;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs in PostgreSQL. */
@Tag("peer")
class PostgresRunStoreTest extends RunStoreContract {
  static PostgresServer server;
  static Store database;
  static RunStore store;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = new PostgresServer(folder.resolve("pg"));
    database = Store.open(server.settings(folder, Duration.ofSeconds(30)));
    store = new JdbcRunStore(database, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    database.close();
    server.close();
  }

  @Override
  RunStore store() {
    return store;
  }
}
