package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

/** The journal commits on a worker when a step begins or ends on an event loop. */
class EventLoopTest {
  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> written = new ConcurrentLinkedQueue<>();

  @Test
  void noCommitHappensOnAnEventLoop() {
    RouteBuilder routes =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:provision-run")
                .split(body())
                .process(e -> e.setVariable("connectionName", "berlin"))
                .process(new OnEventLoop())
                .step("location")
                .process(new OnEventLoop())
                .end()
                .step("site")
                .process(new OnEventLoop())
                .end();
          }
        };
    try (RunHarness node = RunHarness.inMemory(routes)) {
      node.engine
          .events()
          .subscribe(
              event ->
                  written.add(
                      event.getClass().getSimpleName() + " " + Context.isOnEventLoopThread()));
      assertThat(node.runToEnd("berlin").state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(written).contains("StepStarted false", "StepFinished false");
      assertThat(written).noneMatch(line -> line.startsWith("Step") && line.endsWith("true"));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Goes on with the exchange on a Vert.x event loop. */
  private final class OnEventLoop extends AsyncProcessorSupport {
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      vertx.runOnContext(nothing -> callback.done(false));
      return false;
    }
  }
}
