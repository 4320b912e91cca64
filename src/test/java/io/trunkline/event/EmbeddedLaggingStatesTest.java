package io.trunkline.event;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLaggingStatesTest extends LaggingStatesContract {
  @TempDir static Path folder;
  private static Store store;

  @BeforeAll
  static void open() {
    store = Store.open(StoreSettings.embedded(folder));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  Store store() {
    return store;
  }
}
