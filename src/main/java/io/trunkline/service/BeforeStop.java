package io.trunkline.service;

import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Tells long work, as soon as a context begins to stop, that its routes wait for its end. */
final class BeforeStop extends LifecycleStrategySupport {
  private final Runnable leave;

  BeforeStop(Runnable leave) {
    this.leave = leave;
  }

  @Override
  public void onContextStopping(CamelContext stopping) {
    leave.run();
  }
}
