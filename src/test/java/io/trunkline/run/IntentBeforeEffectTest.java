package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever may have an effect waits until the intent is committed; the rest goes on meanwhile. */
class IntentBeforeEffectTest {
  private static final Duration WHILE = Duration.ofMillis(300);

  /** Longer than anything here is held up. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Queue<String> done = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> intent = new CompletableFuture<>();
  private final CompletableFuture<Void> write = new CompletableFuture<>();

  /** An in-memory store that tells of an intent and of a write only when the test says so. */
  private RunStore slow() {
    RunStore store = new InMemoryRunStore(Clock.systemUTC());
    return (RunStore)
        Proxy.newProxyInstance(
            RunStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, args) -> {
              try {
                Object answer = method.invoke(store, args);
                return switch (method.getName()) {
                  case "intent" -> intent;
                  case "intendWrite" -> write;
                  default -> answer;
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private RunHarness node(Predicate<NamedNode> quiet, boolean writes) {
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:provision-run")
                .setVariable(RunVariables.CONNECTION, constant("berlin"))
                .step("site")
                .process(exchange -> done.add("first"))
                .process(
                    exchange -> {
                      if (writes) {
                        intendWrite(exchange);
                      }
                      done.add("second");
                    })
                .end();
          }
        };
    return new RunHarness(slow(), RunSettings.of("one", LEASE).withQuiet(quiet), route);
  }

  private static void intendWrite(Exchange exchange) {
    exchange
        .getContext()
        .getRegistry()
        .lookupByNameAndType("active", ActiveRuns.class)
        .intendWrite(
            exchange.getVariable(RunVariables.RUN_ID, String.class),
            exchange.getVariable(RunVariables.RUN_TOKEN, Long.class),
            "berlin",
            "site",
            JsonNodeFactory.instance.objectNode());
  }

  private void stays(String... done) {
    await().until(() -> this.done.size() >= done.length);
    await()
        .during(WHILE)
        .untilAsserted(() -> assertThat(this.done).containsExactlyElementsOf(List.of(done)));
  }

  @AfterEach
  void letGo() {
    intent.complete(null);
    write.complete(null);
  }

  @Test
  void aNodeThatMayHaveAnEffectWaits() {
    try (RunHarness node = node(any -> false, false)) {
      String run = node.engine.start(RunHarness.request(null, false, "berlin")).id();
      stays();
      intent.complete(null);
      assertThat(node.awaitEnd(run).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(done).containsExactly("first", "second");
    }
  }

  @Test
  void aNodeWithoutOneGoesOnAndTheRunEndsAfterTheCommit() {
    try (RunHarness node = node(ProcessDefinition.class::isInstance, false)) {
      String run = node.engine.start(RunHarness.request(null, false, "berlin")).id();
      stays("first", "second");
      assertThat(node.store.find(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
      assertThat(node.events).noneMatch(RunEvent.StepStarted.class::isInstance);
      intent.complete(null);
      assertThat(node.awaitEnd(run).state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  @Test
  void aWriteWaitsForTheIntentOfItsStepAndForItsOwn() {
    try (RunHarness node = node(any -> true, true)) {
      String run = node.engine.start(RunHarness.request(null, false, "berlin")).id();
      stays("first");
      write.complete(null);
      stays("first");
      intent.complete(null);
      assertThat(node.awaitEnd(run).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(done).containsExactly("first", "second");
    }
  }

  @Test
  void aWriteWaitsForItsOwnIntentAndTheBeginOfItsStepIsToldMeanwhile() {
    try (RunHarness node = node(any -> true, true)) {
      String run = node.engine.start(RunHarness.request(null, false, "berlin")).id();
      intent.complete(null);
      stays("first");
      await().until(() -> node.events.stream().anyMatch(RunEvent.StepStarted.class::isInstance));
      write.complete(null);
      assertThat(node.awaitEnd(run).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(node.events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsSubsequence("StepStarted", "StepFinished", "RunFinished");
    }
  }
}
