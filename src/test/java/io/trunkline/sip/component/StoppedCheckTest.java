package io.trunkline.sip.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.SipChecker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The first check of all is asked for when the context has begun to stop. */
class StoppedCheckTest {
  @Test
  void itIsLeftOutInsteadOfWaitingForItsMoment() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      SipCheckComponent component = context.getComponent("sip-check", SipCheckComponent.class);
      context.start();
      context.stop();
      SipCheckEndpoint endpoint = new SipCheckEndpoint("sip-check:x", component, "x");
      var request = new SipCheckRequests(endpoint.getOptions(), name -> null).of("sip:127.0.0.1:9");
      try (SipChecker checker = component.required()) {
        assertThat(checker.check(request, Duration.ofDays(1)).get(30, TimeUnit.SECONDS))
            .matches(SipChecker::wasLeftOut);
      }
    }
  }
}
