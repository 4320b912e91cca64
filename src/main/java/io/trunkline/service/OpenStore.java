package io.trunkline.service;

import io.trunkline.run.RunEngine;
import io.trunkline.store.Store;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The store as a service of the context: it closes with it, after the runs under way were given up.
 */
final class OpenStore extends ServiceSupport {
  private final Store store;
  private final RunEngine engine;

  OpenStore(Store store, RunEngine engine) {
    this.store = store;
    this.engine = engine;
  }

  @Override
  protected void doStop() {
    engine.close();
    store.close();
  }
}
