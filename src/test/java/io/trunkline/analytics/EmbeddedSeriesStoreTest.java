package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  @Test
  void whatIsThereAlreadyIsNotWrittenAgain() {
    String last = "select max(_rowid_) from series_member";
    writer.trunks(org, TRUNKS);
    long before = rows(last).get(0);

    SeriesWriter afterARestart =
        new SeriesWriter(store, new Subjects(store), AttributionRules.none());
    afterARestart.trunks(org, TRUNKS);
    assertThat(rows(last)).containsExactly(before);

    afterARestart.trunks(org, TRUNKS.subList(0, 1));
    List<TrunkRef> moved = new ArrayList<>(TRUNKS);
    moved.add(new TrunkRef("t4", "new", "b4", "e2", "edge two", "s2", "Rome", List.of()));
    afterARestart.trunks(org, moved);
    assertThat(rows(last)).containsExactly(before + 5);
    assertThat(subjects.named(org, SubjectKind.TRUNK, "new")).hasSize(1);
  }

  @Override
  Store store() {
    return store;
  }
}
