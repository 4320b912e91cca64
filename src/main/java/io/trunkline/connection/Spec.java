package io.trunkline.connection;

import java.util.List;

/**
 * What one spec file holds: the connections in the order they were written.
 *
 * @param connections at least one
 */
public record Spec(List<Connection> connections) {
  public Spec {
    connections = List.copyOf(connections);
  }
}
