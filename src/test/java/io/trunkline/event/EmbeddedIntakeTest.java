package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIntakeTest extends IntakeContract {
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

  @Test
  void eachKeyIsLookedUpAndNoSourceIsReadThrough() {
    assertThat(planOfKeys())
        .contains("trunk_event_once: source = ?1 AND dedupe_key = given.dedupe_key");
    assertThat(planOfTimeline()).contains("trunk_event_place: place = ?1 AND event_time <= ?2");
    assertThat(planOfStates()).contains("org = ?1 AND trunk = given.trunk */");
  }

  @Test
  void numbersOfTheOutboxAreFetchedManyAtATime() {
    Long cache =
        store.read(
            jdbc ->
                jdbc.sql(
                        "select identity_cache from information_schema.columns where table_name = 'outbox' and column_name = 'seq'")
                    .query(Long.class)
                    .single());
    assertThat(cache).isGreaterThanOrEqualTo(1_000);
  }
}
