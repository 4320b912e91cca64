package io.trunkline.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Commits to the embedded database. */
class EmbeddedCommitQueueTest extends CommitQueueContract {
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
