package io.trunkline.sip.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Checks that wait for their moment in an hour do not hold up a stop, and tell nothing. */
class StopAmidTurnTest {
  @Test
  void aStopWaitsForNoCheckThatHasNotBegun() throws Exception {
    List<Exchange> told = new CopyOnWriteArrayList<>();
    DefaultCamelContext context = new DefaultCamelContext();
    context.getShutdownStrategy().setTimeout(20);
    context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("seda:turn").to("sip-check:127.0.0.1:9?spread=1h").process(told::add);
          }
        });
    context.start();
    context.createProducerTemplate().sendBody("seda:turn", "go");
    await().until(() -> context.getInflightRepository().size() == 1);

    context.stop();

    assertThat(context.getShutdownStrategy().isTimeoutOccurred()).isFalse();
    assertThat(told).isEmpty();
  }
}
