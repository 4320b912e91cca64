package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roll-ups that take long are made less often. */
class RestingRollUpsTest {
  private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");

  @TempDir Path folder;
  private Store store;
  private SeriesWriter writer;
  private RollUps rollUps;
  private SeriesUpkeep upkeep;

  /** What the clock tells, one after the other. */
  private final Deque<Integer> seconds = new ArrayDeque<>();

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder));
    writer =
        new SeriesWriter(store, new Subjects(store), new AttributionRules(Map.of(), List.of()));
    rollUps = new RollUps(store);
    upkeep =
        new SeriesUpkeep(
            store,
            rollUps,
            Duration.ofDays(30),
            Duration.ofDays(730),
            () -> BEGIN.plusSeconds(seconds.remove()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theyRestNineTimesAsLongAsTheyTook() {
    assertThat(rolledUp(0, 10)).isTrue();
    assertThat(rolledUp(60)).isFalse();
    assertThat(rolledUp(99)).isFalse();
    assertThat(rolledUp(100, 100)).isTrue();
    assertThat(rolledUp(101, 102)).isTrue();
  }

  @Test
  void aStopLeavesTheRestToTheNextStart() {
    rollUps.leave();
    assertThat(rolledUp(0, 1)).isFalse();
    assertThat(new RollUps(store).refresh()).isEqualTo(1);
  }

  private boolean rolledUp(int... told) {
    for (int second : told) {
      seconds.add(second);
    }
    writer.samples("org", List.of(new MinuteSample("t1", BEGIN, 1, 1, 0)));
    upkeep.rollUp();
    return store.read(
        jdbc -> jdbc.sql("select count(*) from series_dirty").query(Integer.class).single() == 0);
  }
}
