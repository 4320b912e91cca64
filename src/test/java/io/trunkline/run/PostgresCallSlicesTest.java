package io.trunkline.run;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Calls shared in PostgreSQL. */
@Tag("peer")
class PostgresCallSlicesTest extends CallSlicesContract {
  static PostgresServer server;
  static Store database;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = new PostgresServer(folder.resolve("pg"));
    database = Store.open(server.settings(folder, Duration.ofSeconds(30)));
  }

  @AfterAll
  static void close() {
    database.close();
    server.close();
  }

  @Override
  CallSlices node() {
    return new CallSlices(database);
  }
}
