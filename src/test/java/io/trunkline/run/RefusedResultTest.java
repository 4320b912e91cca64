package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A result is not waited for at once, but one that the store refuses is never passed over. */
class RefusedResultTest {

  /** The same store, which refuses the result of one step. */
  private static RunStore refusing(RunStore store, String step) {
    return (RunStore)
        Proxy.newProxyInstance(
            RunStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, args) -> {
              if ("result".equals(method.getName()) && ((StepKey) args[1]).step().equals(step)) {
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
  @CsvSource({"location, 1", "site, 2", "trunk, 3"})
  void itsConnectionFailsAndNoLaterStepRuns(String step, int ran) {
    PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");
    RunStore store = refusing(new InMemoryRunStore(Clock.systemUTC()), step);
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
