package io.trunkline.analytics;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The time series in the embedded database. */
class EmbeddedSeriesStoreTest extends SeriesAtOnceContract {
  static Store store;

  @BeforeAll
  static void open(@TempDir Path folder) {
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
