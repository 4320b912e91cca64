package io.trunkline.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a plan: a pure function of connections and inventory. What one connection will make or
 * change is there for the next, so that two may share a location, a site or a route.
 */
public final class Planner {
  private Planner() {}

  /**
   * Plans connections of one org.
   *
   * @param connections in the order in which they will be made
   * @param inventory what the org holds now
   * @return a plan with an entry for each connection
   */
  public static Plan plan(List<Connection> connections, Inventory inventory) {
    List<ConnectionPlan> plans = new ArrayList<>();
    OrgIndex expected = OrgIndex.of(inventory);
    for (Connection connection : connections) {
      plans.add(new ConnectionPlanning(connection, expected).plan());
    }
    return new Plan(plans);
  }
}
