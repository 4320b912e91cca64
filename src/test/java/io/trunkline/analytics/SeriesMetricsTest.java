package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many gauges Prometheus gets of an org: a large one must not flood who scrapes. */
class SeriesMetricsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:30Z");
  private static final int TRUNKS = 12;
  private static final int BASES = 4;

  @TempDir Path folder;
  private Store store;
  private Subjects subjects;
  private SeriesWriter writer;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder));
    subjects = new Subjects(store);
    writer = new SeriesWriter(store, subjects, AttributionRules.none());
    List<TrunkRef> trunks = new ArrayList<>();
    for (int i = 0; i < TRUNKS; i++) {
      String base = "base-" + i % BASES;
      trunks.add(new TrunkRef("t" + i, base, base, "e" + i, "edge " + i, "s", "site", List.of()));
    }
    writer.trunks("acme", trunks);
    see(NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void see(Instant at) {
    List<MinuteSample> samples = new ArrayList<>();
    for (int i = 0; i < TRUNKS; i++) {
      samples.add(new MinuteSample("t" + i, at, 2, 1, null));
    }
    writer.samples("acme", samples);
  }

  @Test
  void withAsManyTrunksAsAreAllowedEachHasItsGauges() {
    metrics(TRUNKS + BASES, NOW).refresh();

    assertThat(kinds("trunkline.calls")).hasSize(TRUNKS + BASES + 2).contains("trunk", "base");
    assertThat(registry.get("trunkline.series.left.out").gauge().value()).isZero();
  }

  @Test
  void withOneMoreOnlyOrgAndSiteHaveSomeAndWhatIsLeftOutIsCounted() {
    metrics(TRUNKS + BASES - 1, NOW).refresh();

    assertThat(kinds("trunkline.calls")).containsExactlyInAnyOrder("org", "site");
    assertThat(registry.get("trunkline.calls").tag("kind", "org").gauge().value())
        .isEqualTo(3.0 * TRUNKS);
    assertThat(registry.get("trunkline.series.left.out").gauge().value()).isEqualTo(TRUNKS + BASES);
  }

  /** A gauge that stayed would tell for ever what was true when the org was heard last. */
  @Test
  void whatWasNotSeenLatelyHasNoGauge() {
    metrics(100, NOW.plus(Duration.ofMinutes(20))).refresh();

    assertThat(kinds("trunkline.calls")).isEmpty();
  }

  private SeriesMetrics metrics(int most, Instant now) {
    SeriesReader reader = new SeriesReader(store, subjects, new Capacities(Map.of()));
    return new SeriesMetrics(registry, reader, subjects, most, Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<String> kinds(String meter) {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().equals(meter))
        .map(id -> Objects.requireNonNull(id.getTag("kind")))
        .toList();
  }
}
