package io.trunkline.run;

import java.time.Duration;

/**
 * Settings of the run engine.
 *
 * @param node this process' name among the nodes that share a store; unique
 * @param lease how long a run stays with a node that has stopped renewing; renewed every third of
 *     it
 * @param route the endpoint that executes a run
 * @param undoPrefix what comes before a step's id in the endpoint that undoes it
 */
public record RunSettings(String node, Duration lease, String route, String undoPrefix) {
  /** The usual routes. */
  public static RunSettings of(String node, Duration lease) {
    return new RunSettings(node, lease, "direct:provision-run", "direct:undo-");
  }
}
