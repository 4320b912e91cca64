package io.trunkline.run;

import java.time.Clock;

/** Takeover of runs within one process. */
class InMemoryRunTakeoverTest extends RunTakeoverContract {
  private final RunStore store = new InMemoryRunStore(Clock.systemUTC());

  @Override
  RunStore store() {
    return store;
  }
}
