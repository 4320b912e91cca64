package io.trunkline.run;

import java.time.Clock;

/** The store that ends with the process. */
class InMemoryRunStoreTest extends RunStoreContract {
  private final RunStore store = new InMemoryRunStore(Clock.systemUTC());

  @Override
  RunStore store() {
    return store;
  }
}
