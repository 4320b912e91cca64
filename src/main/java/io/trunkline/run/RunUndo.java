package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a run: backwards over every step that may have had an effect, the failed ones included.
 * What cannot be undone stops the undo of its own connection only, and is listed.
 */
final class RunUndo {
  private static final Set<String> MADE = Set.of("created", "updated");

  private final StepUndo steps;
  private final RunProblems problems;
  private final ActiveRuns runs;

  RunUndo(StepUndo steps, RunProblems problems, ActiveRuns runs) {
    this.steps = steps;
    this.problems = problems;
    this.runs = runs;
  }

  /**
   * Undoes what the run made or changed.
   *
   * @return what is left, with how to finish; null when nothing is
   * @throws RunHeld when this process leaves the run to its next owner
   */
  @Nullable ObjectNode undo(ActiveRun active) {
    ArrayNode left = JsonNodeFactory.instance.arrayNode();
    Set<String> stuck = new HashSet<>();
    List<RunStep> backwards = active.backwards();
    for (RunStep step : backwards) {
      requireStaying(active);
      StepKey key = step.key();
      JsonNode problem =
          stuck.contains(key.connection()) && made(step)
              ? RunProblems.of("NotTried", "a later step of this connection is not undone yet")
              : undoWithRoutes(active, step);
      if (problem != null) {
        stuck.add(key.connection());
        left.addObject()
            .put("connection", key.connection())
            .put("step", key.step())
            .<ObjectNode>set("problem", problem)
            .set("outputs", step.outputs());
      }
    }
    return left.isEmpty() ? null : leftover(left);
  }

  private static ObjectNode leftover(ArrayNode left) {
    ObjectNode problem =
        RunProblems.of(
            "UndoIncomplete",
            "%d steps are not undone; remove the cause and undo the run again, or finish by hand"
                .formatted(left.size()));
    problem.set("left", left);
    return problem;
  }

  private @Nullable JsonNode undoWithRoutes(ActiveRun active, RunStep step) {
    runs.routes().beginWhenFree();
    try {
      return undo(active, step);
    } finally {
      runs.routes().end();
    }
  }

  private @Nullable JsonNode undo(ActiveRun active, RunStep step) {
    RunStep begun = active.begin(step.key(), true);
    if (!steps.exists(step.key().step())) {
      return withoutRoute(active, begun);
    }
    Exchange exchange = steps.run(active, begun, outputsUpTo(active, step));
    Exception error = exchange.getException();
    if (error == null) {
      active.undone(step.key());
      return null;
    }
    requireStaying(active);
    ObjectNode problem = problems.describe(error);
    active.left(step.key(), problem);
    return problem;
  }

  private void requireStaying(ActiveRun active) {
    if (runs.leaving()) {
      throw new RunHeld(active.run().id());
    }
  }

  /** A step without an undo route is at peace unless it says that it made something. */
  private static @Nullable JsonNode withoutRoute(ActiveRun active, RunStep step) {
    if (!made(step)) {
      active.undone(step.key());
      return null;
    }
    ObjectNode problem =
        RunProblems.of(
            "NoUndoRoute",
            "no route undoes step %1$s; add one from direct:undo-%1$s"
                .formatted(step.key().step()));
    active.left(step.key(), problem);
    return problem;
  }

  private static boolean made(RunStep step) {
    return !step.writes().isEmpty()
        || step.outputs().findValuesAsText("outcome").stream().anyMatch(MADE::contains);
  }

  private static ObjectNode outputsUpTo(ActiveRun active, RunStep step) {
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    active.inOrder().stream()
        .filter(earlier -> earlier.order() <= step.order())
        .filter(earlier -> earlier.key().connection().equals(step.key().connection()))
        .forEach(earlier -> outputs.setAll(earlier.outputs()));
    return outputs;
  }
}
