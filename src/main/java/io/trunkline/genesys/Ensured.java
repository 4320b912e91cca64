package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.FieldChange;
import java.util.List;

/**
 * What {@code ensure} reports, as a tree: {@code outcome} (created, updated, unchanged, adopted),
 * {@code id}, {@code name}, {@code selfUri}, {@code changes} (path, before, after; enough to
 * restore what was updated) and {@code madeByThisRun}.
 */
final class Ensured {
  private Ensured() {}

  static JsonNode created(JsonNode made, List<FieldChange> changes) {
    return report("created", made, changes).put("madeByThisRun", true);
  }

  static JsonNode unchanged(JsonNode actual) {
    return report("unchanged", actual, List.of()).put("madeByThisRun", false);
  }

  static JsonNode adopted(JsonNode actual, boolean madeByThisRun) {
    return report("adopted", actual, List.of()).put("madeByThisRun", madeByThisRun);
  }

  static JsonNode updated(JsonNode changed, List<FieldChange> changes) {
    return report("updated", changed, changes).put("madeByThisRun", false);
  }

  private static ObjectNode report(String outcome, JsonNode object, List<FieldChange> changes) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("outcome", outcome);
    for (String field : List.of("id", "name", "selfUri")) {
      if (object.hasNonNull(field)) {
        report.set(field, object.get(field));
      }
    }
    ArrayNode list = report.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    return report;
  }
}
