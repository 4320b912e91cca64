package io.trunkline.provisioning;

import io.trunkline.genesys.RateLimitedException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes a redelivery wait as long as the platform's Retry-After says. The cap is applied here,
 * because Camel's {@code maximumRedeliveryDelay} does not apply to this header.
 */
public final class RetryAfter implements Processor {
  private final Duration longest;

  /**
   * With a cap.
   *
   * @param longest the longest wait that is obeyed; a longer one is cut to it
   */
  public RetryAfter(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void process(Exchange exchange) {
    if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof RateLimitedException limited) {
      long millis = Math.min(limited.retryAfter().toMillis(), longest.toMillis());
      exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, millis);
    } else {
      exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    }
  }
}
