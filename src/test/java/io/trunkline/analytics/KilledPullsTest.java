package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.provisioning.ChildJvm;
import io.trunkline.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed again and again amid the results of a job leaves a store that ends in
 * the truth. What is read again behind the watermark is less than what each kill leaves unread, so
 * that a watermark that moved before its rows were committed would lose some for good.
 */
@Tag("slow")
class KilledPullsTest {
  private static final int KILLS = 2;
  private static final long SEED = 11;

  @TempDir Path folder;

  @Test
  void killsAmongLateRowsAndBrokenJobsEndInTheTruth() throws Exception {
    try (PullHarness harness = new PullHarness(1, 1500)) {
      harness.traffic("\"latePercent\":15,\"lateMs\":1800000");
      harness.orgs.settings(
          "{\"analytics\":{\"repeatRows\":3,\"jobsFailEvery\":4,\"cursorsExpireEvery\":17}}");
      harness
          .with("trunkline.analytics.job.page-size", "15")
          .with("trunkline.analytics.late", "1h")
          // The details query would read the same rows, and nobody would miss those of a job.
          .with("trunkline.analytics.recent", "1m")
          .with("trunkline.analytics.lease", "2s");
      Path data = folder.resolve("data");
      ChildJvm jvm = new ChildJvm(folder);
      Random random = new Random(SEED);
      Instant now = harness.since;
      for (int kill = 0; kill < KILLS; kill++) {
        now = now.plus(Duration.ofHours(9));
        harness.now(now);
        killed(harness, jvm, data, 2 + random.nextInt(3));
      }
      harness.orgs.settings("{\"analytics\":{\"jobsFailEvery\":0,\"cursorsExpireEvery\":0}}");
      harness.traffic("\"latePercent\":0");
      harness.with("trunkline.analytics.job.page-size", "500");
      Service last = harness.start(data);
      // Nothing is ordered: the watermark that the killed processes left must not have passed a
      // row.
      assertThat(harness.pull(last, PullSource.SETTLED)).isEmpty();
      assertThat(harness.stored(last, now)).isEqualTo(harness.truth(now));
    }
  }

  /** Starts the process, and kills it after so many pages of a job's results. */
  private void killed(PullHarness harness, ChildJvm jvm, Path data, int pages) throws IOException {
    Map<String, String> settings = new HashMap<>(harness.settings(data));
    for (PullSource source : PullSource.values()) {
      settings.put("trunkline.analytics." + source.token() + ".every", "700");
    }
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = folder.resolve("settings");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    harness.orgs.forgetRequests();
    Process process = jvm.start(folder.resolve("log"), KilledPuller.class, file.toString());
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () ->
                  !process.isAlive()
                      || harness.orgs.calls().stream()
                              .filter(call -> call.path("path").asText().endsWith("/results"))
                              .count()
                          >= pages);
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
