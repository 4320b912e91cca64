package io.trunkline.service;

import io.trunkline.store.Store;
import org.apache.camel.support.service.ServiceSupport;

/** The store as a service of the context: it closes with it. */
final class OpenStore extends ServiceSupport {
  private final Store store;

  OpenStore(Store store) {
    this.store = store;
  }

  @Override
  protected void doStop() {
    store.close();
  }
}
