package io.trunkline.run;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Calls shared in the embedded database. */
class EmbeddedCallSlicesTest extends CallSlicesContract {
  static Store database;

  @BeforeAll
  static void open(@TempDir Path folder) {
    database = Store.open(StoreSettings.embedded(folder));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  CallSlices node() {
    return new CallSlices(database);
  }
}
