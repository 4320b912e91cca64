package io.trunkline.connection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of the pipeline will do with one object.
 *
 * @param step id of the Step EIP: {@code byoc}, {@code location}, {@code site}, {@code trunk} or
 *     {@code outbound-route}
 * @param name the object's natural key
 * @param id {@code null} while the object is still to be made
 * @param changes every field of a create, the differing ones of an update
 * @param refusal set exactly when the action is {@code REFUSE}
 * @param notes remarks for people, such as an object whose name differs in letter case only
 */
public record PlannedStep(
    String step,
    PlannedAction action,
    Kind kind,
    String name,
    @Nullable String id,
    List<FieldChange> changes,
    @Nullable Refusal refusal,
    List<String> notes) {

  /** Keeps the lists from changing. */
  public PlannedStep {
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
  }

  /**
   * Whether this step sends a create or an update.
   *
   * @return true for one write
   */
  public boolean writes() {
    return action == PlannedAction.CREATE || action == PlannedAction.UPDATE;
  }

  /**
   * The JSON form.
   *
   * @return without secrets; {@code refusal} and {@code notes} only when there are any
   */
  public ObjectNode toJson() {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    ObjectNode json = factory.objectNode().put("step", step).put("action", action.word());
    json.put("kind", kind.resource()).put("name", name).put("id", id);
    ArrayNode list = json.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    if (refusal != null) {
      json.set("refusal", refusal.toJson());
    }
    if (!notes.isEmpty()) {
      json.set("notes", DesiredState.texts(notes));
    }
    return json;
  }
}
