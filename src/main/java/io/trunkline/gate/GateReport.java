package io.trunkline.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the gate says of the connections of a plan.
 *
 * @param mode what a failure means
 */
public record GateReport(GateMode mode, List<Connection> connections) {

  /** Keeps the list from changing. */
  public GateReport {
    connections = List.copyOf(connections);
  }

  /**
   * One connection.
   *
   * @param name the connection's
   * @param passed whether at least one of its SIP servers will do; one without servers passes
   */
  public record Connection(String name, boolean passed, List<GateFinding> findings) {
    /** Keeps the list from changing. */
    public Connection {
      findings = List.copyOf(findings);
    }
  }

  /** Whether every connection passed. */
  public boolean passed() {
    return connections.stream().allMatch(Connection::passed);
  }

  /** Whether nothing may be written. */
  public boolean refuses() {
    return mode == GateMode.REFUSE && !passed();
  }

  /** The JSON form, for the API and {@code --json}. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mode", mode.token()).put("passed", passed()).put("refuses", refuses());
    ArrayNode list = json.putArray("connections");
    for (Connection connection : connections) {
      ObjectNode entry =
          list.addObject().put("connection", connection.name()).put("passed", connection.passed());
      ArrayNode findings = entry.putArray("findings");
      for (GateFinding finding : connection.findings()) {
        findings
            .addObject()
            .put("target", finding.target())
            .put("method", finding.method())
            .put("level", finding.level().token())
            .put("text", finding.text())
            .put("fix", finding.fix());
      }
    }
    return json;
  }
}
