package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.run.Run.ConnectionState;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A run executes every step of every connection once and journals it. */
class RunExecutesStepsTest {
  private final PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");

  @Test
  void everyStepOfEveryConnectionIsJournaledWithItsOutputs() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run run = node.runToEnd("berlin", "paris");

      assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(run.states())
          .extracting(ConnectionState::state)
          .containsExactly(RunState.SUCCEEDED, RunState.SUCCEEDED);
      assertThat(routes.org)
          .containsExactlyInAnyOrder(
              "berlin/location",
              "berlin/site",
              "berlin/trunk",
              "paris/location",
              "paris/site",
              "paris/trunk");
      assertThat(node.store.steps(run.id()))
          .hasSize(6)
          .allSatisfy(
              step -> {
                assertThat(step.state()).isEqualTo(StepState.FINISHED);
                assertThat(step.attempts()).isEqualTo(1);
                assertThat(step.outputs().properties())
                    .singleElement()
                    .satisfies(
                        output -> {
                          assertThat(output.getKey()).isEqualTo("step-" + step.key().step());
                          assertThat(output.getValue().path("id").asText())
                              .isEqualTo(step.key().connection() + "/" + step.key().step());
                        });
              });
    }
  }

  @Test
  void eventsTellTheStoryInOrder() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      node.runToEnd("berlin");

      assertThat(node.events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly(
              "RunStarted",
              "StepStarted",
              "StepFinished",
              "StepStarted",
              "StepFinished",
              "StepStarted",
              "StepFinished",
              "ConnectionFinished",
              "RunFinished");
    }
  }

  @Test
  void aConnectionThatFailsLeavesTheOthersAlone() {
    routes.fail("paris", "site");
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run run = node.runToEnd("berlin", "paris", "rome");

      assertThat(run.state()).isEqualTo(RunState.FAILED);
      assertThat(run.states())
          .extracting(ConnectionState::state)
          .containsExactly(RunState.SUCCEEDED, RunState.FAILED, RunState.SUCCEEDED);
      assertThat(run.states().get(1).problem())
          .hasToString("{\"type\":\"IllegalStateException\",\"message\":\"site refused\"}");
      assertThat(routes.org).contains("rome/trunk", "berlin/trunk").doesNotContain("paris/trunk");
    }
  }

  @Test
  void aConnectionThatNoStepReachesFails() {
    RouteBuilder nothing =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:provision-run").log("does nothing");
          }
        };
    try (RunHarness node = RunHarness.inMemory(nothing)) {
      Run run = node.runToEnd("berlin");

      assertThat(run.state()).isEqualTo(RunState.FAILED);
      assertThat(RunHarness.at(run.states().get(0).problem(), "/type").asText())
          .isEqualTo("NotReached");
    }
  }

  @Test
  void aMissingRouteFailsTheRunWithoutHangingIt() {
    try (RunHarness node = RunHarness.inMemory()) {
      assertThat(node.runToEnd("berlin").state()).isEqualTo(RunState.FAILED);
    }
  }

  @Test
  void exchangesOutsideRunsAreLeftAlone() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      var template = node.context.createProducerTemplate();
      var exchange =
          template.send(
              "direct:provision-connection", e -> e.setVariable("connectionName", "berlin"));

      assertThat(exchange.getException()).isNull();
      assertThat(routes.org).hasSize(3);
      assertThat(node.events).isEmpty();
    }
  }

  @Test
  void exchangesOfARunThatThisNodeDoesNotOwnAreStopped() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      var template = node.context.createProducerTemplate();
      var exchange =
          template.send(
              "direct:provision-connection",
              e -> {
                e.setVariable("runId", "somebody-elses");
                e.setVariable("connectionName", "berlin");
              });

      assertThat(exchange.getException()).isInstanceOf(RunLost.class);
      assertThat(routes.org).isEmpty();
    }
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameRun() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run first = node.engine.start(RunHarness.request("key-1", false, "berlin"));
      node.awaitEnd(first.id());
      Run second = node.engine.start(RunHarness.request("key-1", false, "berlin"));

      assertThat(second.id()).isEqualTo(first.id());
      assertThat(routes.seen).hasSize(3);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowableOfType(
                      RunRefused.class,
                      () -> node.engine.start(RunHarness.request("key-1", false, "paris")))
                  .reason())
          .isEqualTo(RunRefused.Reason.KEY_REUSED);
      assertThat(List.copyOf(routes.seen)).hasSize(3);
    }
  }
}
