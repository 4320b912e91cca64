package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run.ConnectionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is started with.
 *
 * @param specHash SHA-256 of the spec text, hexadecimal
 * @param planHash SHA-256 of the plan, hexadecimal
 * @param org name of the configured org
 * @param connections JSON array of connections, each with a unique {@code name}
 * @param plan the plan to apply; a tree that the engine stores and hands to the route
 * @param startedBy who asks
 * @param reason why; empty when not given
 * @param undoOnFailure whether a failure is followed by an undo
 * @param objects what the run writes that other connections may share, such as {@code "location
 *     Berlin office"}; runs that have one in common follow each other
 * @param idempotencyKey repeating a start with the same key gives the same run; null for none
 */
public record RunRequest(
    String specHash,
    String planHash,
    String org,
    JsonNode connections,
    JsonNode plan,
    String startedBy,
    String reason,
    boolean undoOnFailure,
    List<String> objects,
    @Nullable String idempotencyKey) {

  /**
   * Checks the connections.
   *
   * @throws IllegalArgumentException when they are no array of objects with unique names
   */
  public RunRequest {
    names(connections);
    objects = List.copyOf(objects);
  }

  /** The connections' names, in the order of the spec. */
  public List<String> connectionNames() {
    return names(connections);
  }

  /** The run of this request that begins now, claimed by a node. */
  Run begun(String runId, String node, Instant now) {
    return new Run(
        runId,
        org,
        RunState.WAITING,
        specHash,
        planHash,
        startedBy,
        reason,
        undoOnFailure,
        idempotencyKey,
        now,
        null,
        null,
        node,
        connectionNames().stream()
            .map(name -> new ConnectionState(name, RunState.WAITING, null))
            .toList());
  }

  private static List<String> names(JsonNode connections) {
    var names = new LinkedHashSet<String>();
    for (JsonNode connection : connections) {
      String name = connection.path("name").asText("");
      if (name.isEmpty() || !names.add(name)) {
        throw new IllegalArgumentException(
            "connections[%d].name: \"%s\" must be present and unique within the file"
                .formatted(names.size(), name));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("connections: empty; name at least one connection");
    }
    return new ArrayList<>(names);
  }
}
