package io.trunkline.service;

import io.trunkline.run.RunEngine;
import io.trunkline.store.Store;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The store as a service of the context: it closes with it, after the runs under way were given up.
 * Null when nothing was opened.
 */
final class OpenStore extends ServiceSupport {
  private final @Nullable Store store;
  private final RunEngine engine;

  OpenStore(@Nullable Store store, RunEngine engine) {
    this.store = store;
    this.engine = engine;
  }

  @Override
  protected void doStop() {
    engine.close();
    if (store != null) {
      store.close();
    }
  }
}
