package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop does not wait for a pull of many pages; the next start reads on. */
class StoppedPullTest {
  @TempDir Path data;

  @Test
  void aPullEndsAtItsNextPageAndIsReadOnLater() {
    try (PullHarness harness = new PullHarness(1, 12_000)) {
      Instant now = harness.since.plus(Duration.ofHours(12));
      Service first = harness.start(data);
      harness.now(now);
      harness.orgs.settings("{\"latencyMs\":100}");
      var pull = CompletableFuture.supplyAsync(() -> harness.pull(first, PullSource.CONVERSATIONS));
      await().until(() -> !harness.stored(first, now).isEmpty());
      int before = calls(harness);
      first.close();
      int after = calls(harness);

      assertThat(pull.handle((problem, error) -> true).join()).isTrue();
      assertThat(after - before).isLessThan(20);
      harness.orgs.settings("{\"latencyMs\":0}");
      Service second = harness.start(data);
      assertThat(harness.pull(second, PullSource.CONVERSATIONS)).isEmpty();
      assertThat(harness.stored(second, now).equals(harness.truth(now))).isTrue();
    }
  }

  private static int calls(PullHarness harness) {
    JsonNode counters = harness.orgs.control("GET", "counters", "");
    return counters.path("reads").asInt() + counters.path("writes").asInt();
  }
}
