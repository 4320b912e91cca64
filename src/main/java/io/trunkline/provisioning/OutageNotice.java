package io.trunkline.provisioning;

import io.trunkline.genesys.GenesysException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that an org does not answer and is tried again; a thousand steps that wait for it tell it
 * once in a while.
 */
public final class OutageNotice implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(OutageNotice.class);
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE);

  @Override
  public void process(Exchange exchange) {
    long now = System.nanoTime();
    long before = last.get();
    if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof GenesysException failure
        && now - before >= PAUSE
        && last.compareAndSet(before, now)) {
      LOG.warn("{}; trying again", failure.getMessage());
    }
  }
}
