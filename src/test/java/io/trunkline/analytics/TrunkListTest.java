package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the list of an org's trunks is read: calls are attributed to those that it has. */
@Tag("slow")
class TrunkListTest {
  @TempDir Path data;

  @Test
  void aListIsReadAgainForABackFill() {
    try (PullHarness harness = new PullHarness(1, 900)) {
      Service service = harness.start(data);
      harness.now(harness.since.plus(Duration.ofHours(9)));
      harness.orgs.forgetRequests();
      assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
      assertThat(lists(harness)).as("it is young").isZero();

      service
          .bean(BackFill.class)
          .order("test", harness.since, harness.since.plus(Duration.ofHours(1)));
      assertThat(harness.pull(service, PullSource.SETTLED)).isEmpty();
      assertThat(lists(harness)).isEqualTo(1);
    }
  }

  @Test
  void anEmptyListIsReadAgainByTheNextPull() {
    try (PullHarness harness = new PullHarness(0, 900)) {
      Service service = harness.start(data);
      harness.orgs.forgetRequests();
      assertThat(harness.pull(service, PullSource.TRUNK_METRICS)).isEmpty();
      assertThat(harness.pull(service, PullSource.TRUNK_METRICS)).isEmpty();
      assertThat(lists(harness)).isEqualTo(2);
    }
  }

  /** By what only this list asks for beside the trunks. */
  private static long lists(PullHarness harness) {
    return harness.orgs.calls().stream()
        .filter(
            call -> call.path("path").asText().split("[?]")[0].endsWith("/edges/trunkbasesettings"))
        .count();
  }
}
