package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a run was asked to do; never changes. Megabytes for thousands of connections, so that it is
 * read only by those who work with it.
 *
 * @param connections the spec's connections, a JSON array of objects with a {@code name}
 * @param plan the plan that the run applies
 */
public record RunDocument(JsonNode connections, JsonNode plan) {
  /** What a request asks for. */
  static RunDocument of(RunRequest request) {
    return new RunDocument(request.connections(), request.plan());
  }

  /** A copy that may be changed. */
  RunDocument copy() {
    return new RunDocument(connections.deepCopy(), plan.deepCopy());
  }
}
