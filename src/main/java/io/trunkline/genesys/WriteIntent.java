package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.FieldChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write that is about to be sent: what proves after a crash that an object is ours, and what an
 * undo needs. Carries no secret: bodies hold markers until they are sent.
 *
 * @param method POST for a create, PUT or PATCH for an update
 * @param path the collection's path
 * @param siteId the parent site; null when there is none
 * @param name the object's name
 * @param id the object's id; null for a create
 * @param desired what a create wants; null for an update
 * @param changes fields of an update with the values before and after
 */
record WriteIntent(
    String method,
    String path,
    @Nullable String siteId,
    String name,
    @Nullable String id,
    @Nullable JsonNode desired,
    List<FieldChange> changes) {

  static WriteIntent create(Invocation asked) {
    return new WriteIntent(
        "POST",
        asked.collection(),
        asked.siteId(),
        asked.objectName(),
        null,
        asked.objectBody(),
        List.of());
  }

  static WriteIntent update(
      String method, Invocation asked, JsonNode actual, List<FieldChange> changes) {
    return new WriteIntent(
        method,
        asked.collection(),
        asked.siteId(),
        asked.objectName(),
        actual.path("id").asText(),
        null,
        changes);
  }

  /** The form in which it is journaled and handed to later attempts. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method).put("path", path).put("name", name);
    if (siteId != null) {
      json.put("siteId", siteId);
    }
    if (id != null) {
      json.put("id", id);
    }
    if (desired != null) {
      json.set("desired", desired);
    }
    ArrayNode list = json.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    return json;
  }

  /** The same write, refused: certain to have had no effect. */
  ObjectNode refusedJson() {
    return toJson().put("refused", true);
  }

  /** The same write, answered by a failure that tells nothing of its effect. */
  ObjectNode answeredJson() {
    return toJson().put("answered", true);
  }
}
