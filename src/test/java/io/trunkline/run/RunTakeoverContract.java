package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A run that its node leaves behind is finished by another, and the first one cannot interfere. */
abstract class RunTakeoverContract {
  private final PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");
  private final PipelineRoutes sameOrg =
      new PipelineRoutes(routes.org, "location", "site", "trunk");
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicBoolean atGate = new AtomicBoolean();
  private final String connection = "c-" + UUID.randomUUID();
  private final String prefix = UUID.randomUUID() + "-";

  abstract RunStore store();

  private RunHarness node(String name, PipelineRoutes pipeline) {
    return new RunHarness(store(), prefix + name, pipeline);
  }

  private void holdAtGate() {
    atGate.set(true);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aStepThatWasUnderWayIsRepeatedInDoubtByTheNextNode() {
    routes.after.put(connection + "/site", this::holdAtGate);
    RunHarness first = node("a", routes);
    Run run = first.engine.start(RunHarness.request(null, false, connection));
    await().untilTrue(atGate);
    first.engine.abandon();

    try (RunHarness second = node("b", sameOrg)) {
      Run finished = second.awaitEnd(run.id());

      assertThat(finished.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(sameOrg.seen).containsExactly(connection + "/site", connection + "/trunk");
      assertThat(sameOrg.doubts).containsExactly(connection + "/site");
      assertThat(routes.org)
          .containsExactly(connection + "/location", connection + "/site", connection + "/trunk");
    } finally {
      gate.countDown();
      first.close();
    }
  }

  @Test
  void theNodeThatLostTheRunStartsNoFurtherStepAndWritesNothing() {
    routes.after.put(connection + "/location", this::holdAtGate);
    RunHarness first = node("a", routes);
    Run run = first.engine.start(RunHarness.request(null, false, connection));
    await().untilTrue(atGate);
    first.engine.abandon();

    try (RunHarness second = node("b", sameOrg)) {
      second.awaitEnd(run.id());
      var before = store().attempts(run.id());
      gate.countDown();
      await().until(() -> first.context.getInflightRepository().size() == 0);

      assertThat(routes.seen).containsExactly(connection + "/location");
      assertThat(store().attempts(run.id())).isEqualTo(before);
      assertThat(store().find(run.id()).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
    } finally {
      first.close();
    }
  }

  @Test
  void anUndoThatWasUnderWayGoesOn() {
    RunHarness first = node("a", routes);
    Run run = first.runToEnd(connection);
    routes.before.put(connection + "/undo-site", this::holdAtGate);
    first.engine.undo(run.id());
    await().untilTrue(atGate);
    first.engine.abandon();

    try (RunHarness second = node("b", sameOrg)) {
      assertThat(second.awaitEnd(run.id()).state()).isEqualTo(RunState.ROLLED_BACK);
      assertThat(sameOrg.seen)
          .containsExactly("undo " + connection + "/site", "undo " + connection + "/location");
      assertThat(routes.org).isEmpty();
    } finally {
      gate.countDown();
      first.close();
    }
  }

  @Test
  void aLivingNodeKeepsItsRunHoweverLongAStepTakes() {
    routes.after.put(connection + "/site", this::holdAtGate);
    try (RunHarness first = node("a", routes);
        RunHarness second = node("b", sameOrg)) {
      Run run = first.engine.start(RunHarness.request(null, false, connection));
      await().untilTrue(atGate);
      long renewals = 3 * RunHarness.LEASE.toMillis();
      await()
          .pollDelay(Duration.ofMillis(renewals))
          .until(() -> store().claim(run.id(), "somebody", RunHarness.LEASE).isEmpty());
      gate.countDown();

      assertThat(first.awaitEnd(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(second.awaitEnd(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(sameOrg.seen).isEmpty();
    }
  }

  @Test
  void anEarlierExecutionInTheSameProcessIsFencedOffToo() {
    routes.after.put(connection + "/location", this::holdAtGate);
    try (RunHarness node = node("a", routes)) {
      Run run = node.engine.start(RunHarness.request(null, false, connection));
      await().untilTrue(atGate);
      ActiveRun earlier = node.engine.active().find(run.id()).orElseThrow();
      routes.heal();
      node.engine.active().remove(earlier);

      assertThat(node.awaitEnd(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
      gate.countDown();
      await().until(() -> node.context.getInflightRepository().size() == 0);
      assertThat(routes.seen)
          .containsExactly(
              connection + "/location",
              connection + "/location",
              connection + "/site",
              connection + "/trunk");
    }
  }

  @Test
  void aNodeThatStopsInOrderGivesItsRunsUpAtOnce() {
    routes.after.put(connection + "/site", this::holdAtGate);
    RunHarness first = node("a", routes);
    Run run = first.engine.start(RunHarness.request(null, false, connection));
    await().untilTrue(atGate);
    first.engine.close();

    assertThat(store().orphans("nobody")).contains(run.id());
    try (RunHarness second = node("b", sameOrg)) {
      assertThat(second.awaitEnd(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
    } finally {
      gate.countDown();
      first.close();
    }
  }
}
