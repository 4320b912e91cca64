package io.trunkline.connection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What would make an org match a spec, field by field. */
public record Plan(List<ConnectionPlan> connections) {

  /** Keeps the list from changing. */
  public Plan {
    connections = List.copyOf(connections);
  }

  /**
   * How many writes a run of this plan makes.
   *
   * @return the sum over all connections that are not refused
   */
  public int writes() {
    return connections.stream().mapToInt(ConnectionPlan::writes).sum();
  }

  /**
   * Whether any connection cannot be made.
   *
   * @return true when at least one is refused
   */
  public boolean refused() {
    return connections.stream().anyMatch(ConnectionPlan::refused);
  }

  /**
   * The JSON form, for the API and {@code --json}.
   *
   * @return without secrets
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("writes", writes()).put("refused", refused());
    ArrayNode list = json.putArray("connections");
    connections.forEach(connection -> list.add(connection.toJson()));
    return json;
  }
}
