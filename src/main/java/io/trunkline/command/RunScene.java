package io.trunkline.command;

import io.trunkline.provisioning.CallCounts;
import io.trunkline.provisioning.PlannedOrg;

/**
 * What a view of a run must know of it beside its events.
 *
 * @param org how the org is named in outputs
 * @param simulated whether it is the simulated one
 * @param connections how many the run has
 * @param calls how many calls were made
 */
record RunScene(String org, boolean simulated, int connections, Calls calls) {
  /** Calls are the currency: how many a run has cost so far. */
  interface Calls {
    /** All of them. */
    int total();

    /** Those of one step of one connection. */
    int of(String connection, String step);
  }

  /** A run of this process. */
  static RunScene of(PlannedOrg planned, CallCounts counts) {
    Calls calls =
        new Calls() {
          @Override
          public int total() {
            return counts.total();
          }

          @Override
          public int of(String connection, String step) {
            return counts.of(connection, step);
          }
        };
    return new RunScene(
        OrgLine.of(planned.org()), planned.org().simulated(), planned.connections().size(), calls);
  }
}
