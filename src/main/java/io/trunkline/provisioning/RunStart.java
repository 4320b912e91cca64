package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.connection.Connection;
import io.trunkline.run.RunVariables;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a run's route: its connections, its inventory, and how they are spread. A fresh
 * run has both in memory from its plan; a resumed one takes the connections from the journal and
 * reads the inventory again.
 */
public final class RunStart {
  /** Exchange variable: the run's connections as {@code List<Connection>}. */
  static final String CONNECTIONS = "connections";

  private final ConnectionJson json;

  /** With the form in which the journal keeps connections. */
  public RunStart(ConnectionJson json) {
    this.json = json;
  }

  /** Makes connections and an empty record of this run's objects known to the steps. */
  public void recall(Exchange exchange) {
    if (exchange.getVariable(CONNECTIONS) == null) {
      JsonNode journaled = exchange.getMessage().getBody(JsonNode.class);
      exchange.setVariable(CONNECTIONS, json.read(journaled));
    }
    exchange.setVariable(Pipeline.OBJECTS, new RunObjects());
  }

  /** Whether the inventory must be read: there is none, or another run worked since it was read. */
  public boolean withoutInventory(Exchange exchange) {
    return exchange.getVariable(Pipeline.HOLDINGS) == null
        || exchange.getVariable(RunVariables.OUTDATED, false, Boolean.class);
  }

  /** The trunk types whose templates the inventory needs. */
  public List<String> trunkTypes(Exchange exchange) {
    return connections(exchange).stream()
        .map(connection -> connection.trunk().type())
        .distinct()
        .toList();
  }

  /** Whether a connection names certificate authorities, so that the org's must be read. */
  public boolean withAuthorities(Exchange exchange) {
    return connections(exchange).stream()
        .anyMatch(connection -> !connection.certificateAuthorities().isEmpty());
  }

  /** What is read of the authorities of an org when nobody asks for them. */
  public ArrayNode noAuthorities() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The connections in groups: groups run side by side, the members of one in turn. */
  public List<List<Connection>> groups(Exchange exchange) {
    return SharedObjects.groups(connections(exchange));
  }

  /** Makes the connection in the body the one that the steps work on. */
  public void begin(Exchange exchange) {
    Connection connection = exchange.getMessage().getBody(Connection.class);
    exchange.setVariable(RunVariables.CONNECTION, connection.name());
    exchange.setVariable(Pipeline.CONNECTION, connection);
  }

  @SuppressWarnings("unchecked")
  private static List<Connection> connections(Exchange exchange) {
    @Nullable List<Connection> connections = exchange.getVariable(CONNECTIONS, List.class);
    return connections == null ? List.of() : connections;
  }
}
