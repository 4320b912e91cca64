package io.trunkline.event.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.event.FlapRule;
import io.trunkline.event.Outbox;
import io.trunkline.event.TrunkIntake;
import io.trunkline.genesys.notification.Gap;
import io.trunkline.genesys.notification.WatchStatus;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered over a restart: until when an org was heard. */
class WatchMemoryTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private final List<WatchStatus> watches = new ArrayList<>();

  private static WatchStatus watch(String org, boolean hears, @Nullable Instant heardAt) {
    return new WatchStatus(org, 1, 0, hears, 0, 0, heardAt, null, List.of(), List.of());
  }

  private Store open() {
    return Store.open(StoreSettings.embedded(folder));
  }

  private WatchMemory memory(Store store) {
    return new WatchMemory(store, () -> watches);
  }

  @Test
  void theLastHearingIsKnownAfterARestart() {
    try (Store store = open()) {
      assertThat(memory(store).heardAt("acme")).isNull();
      watches.add(watch("acme", true, NOON));
      watches.add(watch("never", true, null));
      memory(store).remember();
      watches.set(0, watch("acme", true, NOON.plusSeconds(10)));
      memory(store).remember();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> NOON.plusSeconds(10).equals(memory(store).heardAt("acme")));
    }
    try (Store store = open()) {
      assertThat(memory(store).heardAt("acme")).isEqualTo(NOON.plusSeconds(10));
      assertThat(memory(store).heardAt("never")).isNull();
    }
  }

  @Test
  void whileAnOrgMissesSomethingTheTimeBeforeItIsKept() {
    try (Store store = open()) {
      watches.add(watch("acme", true, NOON));
      memory(store).remember();
      await().atMost(Duration.ofSeconds(20)).until(() -> memory(store).heardAt("acme") != null);
      // One of its channels is down; another is heard.
      watches.set(0, watch("acme", false, NOON.plusSeconds(60)));
      memory(store).remember();
      store.commits().commit(jdbc -> jdbc.sql("select 1").query(Integer.class).single());
      assertThat(memory(store).heardAt("acme")).isEqualTo(NOON);
    }
  }

  @Test
  void theTimeBetweenTwoProcessesIsAGapAndTheFirstStartOfAllIsNone() {
    try (Store store = open()) {
      Clock clock = Clock.systemUTC();
      Ledger ledger =
          new Ledger(new TrunkIntake(store, new Outbox(store, clock), FlapRule.OFF, 1_000, clock));
      TrunkNotifications first = new TrunkNotifications(ledger, memory(store));
      Gap start = new Gap(null, NOON.plusSeconds(60), "the service started");
      first.gap(start, "acme").toCompletableFuture().join();
      assertThat(ledger.gaps()).isEmpty();

      watches.add(watch("acme", true, NOON));
      memory(store).remember();
      await().atMost(Duration.ofSeconds(20)).until(() -> memory(store).heardAt("acme") != null);
      first.gap(start, "acme").toCompletableFuture().join();
      assertThat(ledger.gaps())
          .containsExactly(new Ledger.Missed(NOON, NOON.plusSeconds(60), "the service started"));
    }
  }
}
