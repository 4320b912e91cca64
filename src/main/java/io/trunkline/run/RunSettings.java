package io.trunkline.run;

import java.time.Duration;
import java.util.function.Predicate;
import org.apache.camel.NamedNode;

/**
 * Settings of the run engine.
 *
 * @param node this process' name among the nodes that share a store; unique
 * @param lease how long a run stays with a node that has stopped renewing; renewed every third of
 *     it
 * @param route the endpoint that executes a run
 * @param undoPrefix what comes before a step's id in the endpoint that undoes it
 * @param quiet the nodes of routes that have no effect before the intent of their step is
 *     committed; all others wait for it
 */
public record RunSettings(
    String node, Duration lease, String route, String undoPrefix, Predicate<NamedNode> quiet) {
  /** The usual routes, and no node that need not wait. */
  public static RunSettings of(String node, Duration lease) {
    return new RunSettings(node, lease, "direct:provision-run", "direct:undo-", any -> false);
  }

  /** The same with nodes that need not wait. */
  public RunSettings withQuiet(Predicate<NamedNode> nodes) {
    return new RunSettings(node, lease, route, undoPrefix, nodes);
  }
}
