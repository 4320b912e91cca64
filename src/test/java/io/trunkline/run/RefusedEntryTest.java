package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Intents and results are not waited for at once, but one that the store refuses is never passed
 * over.
 */
class RefusedEntryTest {

  /** The same store, which refuses the intent or the result of one step. */
  private static RunStore refusing(RunStore store, String entry, String step) {
    return (RunStore)
        Proxy.newProxyInstance(
            RunStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, args) -> {
              if (entry.equals(method.getName()) && ((StepKey) args[1]).step().equals(step)) {
                return CompletableFuture.failedFuture(new IllegalStateException("refused"));
              }
              try {
                return method.invoke(store, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "result, location, 1",
    "result, site, 2",
    "result, trunk, 3",
    "intent, location, 0",
    "intent, site, 1",
    "intent, trunk, 2"
  })
  void itsConnectionFailsAndNoLaterStepRuns(String entry, String step, int ran) {
    PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");
    RunStore store = refusing(new InMemoryRunStore(Clock.systemUTC()), entry, step);
    try (RunHarness node = new RunHarness(store, "one", routes)) {
      Run run = node.runToEnd("berlin");

      assertThat(run.state()).isEqualTo(RunState.FAILED);
      assertThat(run.states().get(0).state()).isEqualTo(RunState.FAILED);
      assertThat(RunHarness.at(run.states().get(0).problem(), "/message").asText())
          .contains("refused");
      assertThat(routes.seen).hasSize(ran);
    }
  }
}
