package io.trunkline.run;

import io.trunkline.store.Store;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Refuses the writes of a node that lost its run ({@link Leases#fence}). A claim that was found
 * good stays so while the view lasts: a server holds the run's row locked until the transaction's
 * end, and the embedded store has one writer. Those that change who owns a run end the view. To be
 * used by writes only, which share a thread.
 */
final class Fence {
  private final Store store;
  private final Set<Claim> good = new HashSet<>();
  private long view;

  Fence(Store store) {
    this.store = store;
  }

  /**
   * Lets a write of the owner pass.
   *
   * @throws RunLost when the claim is outdated
   */
  void pass(JdbcClient jdbc, Claim claim) {
    long now = store.commits().view();
    if (now != view) {
      good.clear();
      view = now;
    }
    if (!good.contains(claim)) {
      Leases.fence(jdbc, claim, !store.isExclusive());
      good.add(claim);
    }
  }
}
