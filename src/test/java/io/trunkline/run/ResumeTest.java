package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A resumed run passes over what is finished and tells the rest what happened before. */
class ResumeTest {
  private final PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");

  @Test
  void finishedStepsArePassedOver() {
    routes.fail("paris", "trunk");
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run failed = node.runToEnd("berlin", "paris");
      routes.heal();
      routes.seen.clear();
      node.engine.resume(failed.id(), false);
      Run resumed = node.awaitEnd(failed.id());

      assertThat(resumed.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(resumed.problem()).isNull();
      assertThat(routes.seen).containsExactly("paris/trunk");
      assertThat(node.store.attempts(failed.id()))
          .filteredOn(attempt -> attempt.number() == 2)
          .singleElement()
          .extracting(StepAttempt::key)
          .isEqualTo(new StepKey("paris", "trunk"));
    }
  }

  /** Who lists the runs that nobody works on may read a list that is older than a run's end. */
  @Test
  void aRunThatEndedSinceTheyWereListedIsNotExecutedAgain() {
    RunStore store = new InMemoryRunStore(Clock.systemUTC());
    List<String> listed = new CopyOnWriteArrayList<>();
    try (RunHarness node = new RunHarness(listing(store, listed), "one", routes)) {
      Run run = node.runToEnd("berlin");
      node.engine.undo(run.id());
      assertThat(node.awaitEnd(run.id()).state()).isEqualTo(RunState.ROLLED_BACK);
      routes.seen.clear();
      listed.add(run.id());
      node.engine.recover();

      // Made with the first, undone with the second.
      Claim next = store.claim(run.id(), "two", Duration.ofMinutes(1)).orElseThrow();
      assertThat(next.token()).isEqualTo(3);
      assertThat(routes.seen).isEmpty();
      assertThat(store.find(run.id()).orElseThrow().state()).isEqualTo(RunState.ROLLED_BACK);
    }
  }

  /** The same store, whose list of runs that nobody works on is this one. */
  private static RunStore listing(RunStore store, List<String> orphans) {
    return (RunStore)
        Proxy.newProxyInstance(
            ResumeTest.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, args) ->
                method.getName().equals("orphans")
                    ? List.copyOf(orphans)
                    : method.invoke(store, args));
  }

  @Test
  void outputsOfPassedOverStepsAreRestored() {
    Queue<JsonNode> locations = new ConcurrentLinkedQueue<>();
    RouteBuilder probe = probe(locations);
    try (RunHarness node = RunHarness.inMemory(probe)) {
      Run failed = node.runToEnd("berlin");
      assertThat(failed.state()).isEqualTo(RunState.FAILED);
      node.engine.resume(failed.id(), false);

      assertThat(node.awaitEnd(failed.id()).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(locations).hasSize(2).allMatch(RunHarness.output("created", "7")::equals);
    }
  }

  private static RouteBuilder probe(Queue<JsonNode> locations) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:provision-run")
            .split(body())
            .process(e -> e.setVariable("connectionName", "berlin"))
            .step("location")
            .process(e -> e.setVariable("step-location", RunHarness.output("created", "7")))
            .end()
            .step("site")
            .process(
                e -> {
                  locations.add(e.getVariable("step-location", JsonNode.class));
                  if (locations.size() == 1) {
                    throw new IllegalStateException("first try");
                  }
                })
            .end();
      }
    };
  }

  @Test
  void anAttemptAfterAFailureIsInDoubtAndKnowsTheIntendedWrites() {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    try (RunHarness node = RunHarness.inMemory()) {
      addDoubtful(node, told);
      Run failed = node.runToEnd("berlin");
      node.engine.resume(failed.id(), false);
      node.awaitEnd(failed.id());

      assertThat(told).containsExactly("1 false 0", "2 true 1");
      assertThat(node.store.steps(failed.id()).get(0).writes())
          .hasSize(2)
          .allSatisfy(write -> assertThat(write.at("/write/name").asText()).isEqualTo("HQ"));
    }
  }

  private static void addDoubtful(RunHarness node, Queue<String> told) {
    try {
      node.context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:provision-run")
                  .split(body())
                  .process(e -> e.setVariable("connectionName", "berlin"))
                  .step("location")
                  .process(
                      e -> {
                        told.add(
                            "%s %s %s"
                                .formatted(
                                    e.getVariable(RunVariables.ATTEMPT),
                                    e.getVariable(RunVariables.IN_DOUBT),
                                    e.getVariable(RunVariables.WRITES, JsonNode.class).size()));
                        node.engine
                            .active()
                            .intendWrite(
                                e.getVariable("runId", String.class),
                                e.getVariable("runToken", Long.class),
                                "berlin",
                                "location",
                                JsonNodeFactory.instance.objectNode().put("name", "HQ"));
                        if (told.size() == 1) {
                          throw new IllegalStateException("connection reset");
                        }
                      })
                  .end();
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSucceededOrUnknownRunIsNotResumed() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run run = node.runToEnd("berlin");

      assertThatThrownBy(() -> node.engine.resume(run.id(), false))
          .isInstanceOf(RunRefused.class)
          .hasMessageContaining("is succeeded and cannot be resumed");
      assertThatThrownBy(() -> node.engine.resume("nonsense", false))
          .isInstanceOf(RunRefused.class)
          .hasMessage("run \"nonsense\" is unknown");
    }
  }
}
