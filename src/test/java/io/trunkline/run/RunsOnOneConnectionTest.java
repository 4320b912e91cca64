package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two runs on the same connection follow one another; others go side by side. */
class RunsOnOneConnectionTest {
  private final PipelineRoutes routes = new PipelineRoutes("location", "site");

  @Test
  void theSecondWaitsForTheFirst() {
    CountDownLatch gate = new CountDownLatch(1);
    routes.before.put("berlin/site", () -> pass(gate));
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run first = node.engine.start(RunHarness.request(null, false, "berlin"));
      await().until(() -> routes.seen.contains("berlin/location"));
      Run second = node.engine.start(RunHarness.request(null, false, "paris", "berlin"));
      Run elsewhere = node.runToEnd("rome");

      assertThat(elsewhere.state()).isEqualTo(RunState.SUCCEEDED);
      await()
          .until(
              () ->
                  node.events.stream()
                      .anyMatch(
                          event ->
                              event instanceof RunEvent.RunWaiting waits
                                  && waits.runId().equals(second.id())
                                  && waits.behind().equals(first.id())));
      assertThat(node.store.find(second.id()).orElseThrow().state()).isEqualTo(RunState.WAITING);
      assertThat(routes.seen).doesNotContain("paris/location");

      gate.countDown();
      assertThat(node.awaitEnd(first.id()).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(node.awaitEnd(second.id()).state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
