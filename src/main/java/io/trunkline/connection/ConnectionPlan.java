package io.trunkline.connection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The plan of one connection.
 *
 * @param steps in the order of the pipeline; behind a refusal only further refusals follow
 */
public record ConnectionPlan(Connection connection, List<PlannedStep> steps) {

  /** Keeps the list from changing. */
  public ConnectionPlan {
    steps = List.copyOf(steps);
  }

  /**
   * Whether the connection cannot be made; then nothing of it is written.
   *
   * @return whether any step is refused
   */
  public boolean refused() {
    return steps.stream().anyMatch(step -> step.action() == PlannedAction.REFUSE);
  }

  /**
   * How many writes a run of this plan makes.
   *
   * @return 0 for a refused connection
   */
  public int writes() {
    return refused() ? 0 : (int) steps.stream().filter(PlannedStep::writes).count();
  }

  /**
   * The JSON form.
   *
   * @return connection's name and org, and the steps
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("connection", connection.name()).put("org", connection.org());
    json.put("writes", writes()).put("refused", refused());
    ArrayNode list = json.putArray("steps");
    steps.forEach(step -> list.add(step.toJson()));
    return json;
  }
}
