package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.Connection;
import io.trunkline.connection.Kind;
import io.trunkline.connection.Plan;
import org.jspecify.annotations.Nullable;

/** Finds what a plan, in the form that the journal keeps, says of an object. */
final class PlannedObjects {
  private PlannedObjects() {}

  /**
   * The plan's step for an object of a connection.
   *
   * @param plan as {@link Plan#toJson()}
   * @return with id and changes; null when the plan does not name the object
   */
  static @Nullable JsonNode find(JsonNode plan, Connection connection, Kind kind, String name) {
    for (JsonNode planned : plan.path("connections")) {
      if (planned.path("connection").asText().equals(connection.name())) {
        for (JsonNode step : planned.path("steps")) {
          if (step.path("kind").asText().equals(kind.resource())
              && step.path("name").asText().equals(name)) {
            return step;
          }
        }
      }
    }
    return null;
  }
}
