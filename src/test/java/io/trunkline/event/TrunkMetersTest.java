package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told of trunks' states. */
class TrunkMetersTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Store store;
  private TrunkIntake intake;
  private int events;

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder));
    Clock clock = Clock.systemUTC();
    intake = new TrunkIntake(store, new Outbox(store, clock), FlapRule.OFF, 1_000, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void see(@Nullable String trunk, SourceKind kind, PartialState state, Instant at) {
    Observation seen =
        new Observation(
            "acme",
            new TrunkRef(trunk, "carrier", "edge-1"),
            new Source(kind, "test"),
            "event-" + events++,
            at,
            at,
            state,
            "{}");
    assertThat(intake.accept(List.of(seen)).toCompletableFuture().join())
        .containsExactly(Receipt.ACCEPTED);
  }

  private List<String> told(String name) {
    return registry.find(name).gauges().stream().map(TrunkMetersTest::text).sorted().toList();
  }

  private static String text(Gauge gauge) {
    return gauge.getId().getTags().stream().map(Tag::getValue).collect(Collectors.joining(" "))
        + " "
        + gauge.value();
  }

  @Test
  void trunksAreToldOneByOneAndCounted() {
    see("t1", SourceKind.HOOK, PartialState.connected(true), START);
    see("t2", SourceKind.HOOK, PartialState.connected(false), START);
    see("t3", SourceKind.HOOK, PartialState.connected(true), START);
    see("t3", SourceKind.STALE, PartialState.connected(true), START.plus(Duration.ofHours(1)));
    TrunkMeters meters = new TrunkMeters(registry, store, 3);
    meters.refresh();
    assertThat(told("trunkline.trunk.up"))
        .containsExactly("t1 carrier acme 1.0", "t2 carrier acme 0.0", "t3 carrier acme NaN");
    assertThat(told("trunkline.trunks"))
        .containsExactly("acme degraded 0.0", "acme down 1.0", "acme unknown 1.0", "acme up 1.0");

    see("t2", SourceKind.HOOK, PartialState.connected(true), START.plusSeconds(60));
    meters.refresh();
    assertThat(told("trunkline.trunk.up")).contains("t2 carrier acme 1.0").hasSize(3);
    assertThat(told("trunkline.trunks")).contains("acme down 0.0", "acme up 2.0");
  }

  /** Checks and mails may know no more than a name. */
  @Test
  void aNameCountsUntilATrunkOfThatNameIsKnown() {
    see(null, SourceKind.HOOK, PartialState.connected(false), START);
    TrunkMeters meters = new TrunkMeters(registry, store, 3);
    meters.refresh();
    assertThat(told("trunkline.trunk.up")).containsExactly("name:carrier carrier acme 0.0");

    see("t1", SourceKind.HOOK, PartialState.connected(true), START.plusSeconds(60));
    meters.refresh();
    assertThat(told("trunkline.trunk.up")).containsExactly("t1 carrier acme 1.0");
    assertThat(told("trunkline.trunks")).contains("acme down 0.0", "acme up 1.0");
  }

  @Test
  void moreThanTheMostAreCountedOnly() {
    for (int i = 0; i < 4; i++) {
      see("t" + i, SourceKind.HOOK, PartialState.connected(true), START);
    }
    new TrunkMeters(registry, store, 3).refresh();
    assertThat(told("trunkline.trunk.up")).isEmpty();
    assertThat(told("trunkline.trunks")).contains("acme up 4.0");
  }
}
