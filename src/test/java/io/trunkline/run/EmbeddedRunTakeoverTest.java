package io.trunkline.run;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Takeover of runs in the embedded database. */
class EmbeddedRunTakeoverTest extends RunTakeoverContract {
  static Store database;
  static RunStore store;

  @BeforeAll
  static void open(@TempDir Path folder) {
    database = Store.open(StoreSettings.embedded(folder));
    store = new JdbcRunStore(database, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  RunStore store() {
    return store;
  }
}
