package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Secrets;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives an object the values back that it had before an update, field by field. Pure. A field that
 * still holds what the update wrote gets its former value; from a list only the members go that the
 * update added, so that what others added since stays; a field that somebody set otherwise since is
 * a conflict.
 *
 * @param object the object with its former values
 * @param restored paths of the fields that differ from the object as it is
 * @param conflicts paths of the fields that somebody else changed since
 */
record Former(ObjectNode object, List<String> restored, List<String> conflicts) {

  Former {
    restored = List.copyOf(restored);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Computes the former object.
   *
   * @param changes of the update: path, before, after
   */
  static Former of(JsonNode actual, JsonNode changes) {
    ObjectNode object = actual.deepCopy();
    List<String> restored = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    for (JsonNode change : changes) {
      String path = change.path("path").asText();
      String pointer = "/" + path.replace("~", "~0").replace("/", "~1").replace('.', '/');
      JsonNode now = actual.at(pointer);
      JsonNode former = former(now, change.path("before"), change.path("after"));
      if (former.isMissingNode()) {
        conflicts.add(path);
      } else if (!same(former, now)) {
        set(object, path.split("\\."), former);
        restored.add(path);
      }
    }
    return new Former(object, restored, conflicts);
  }

  /** The value to set; missing when somebody else changed the field since. */
  private static JsonNode former(JsonNode now, JsonNode before, JsonNode after) {
    if (after.asText().equals(Secrets.SHOWN) || same(now, after)) {
      return after.asText().equals(Secrets.SHOWN) ? now : before;
    }
    if (same(now, before)) {
      return now;
    }
    return after.isArray() && now.isArray()
        ? without(now, missing(after, before), missing(before, after))
        : JsonNodeFactory.instance.missingNode();
  }

  /** Members of one list that another lacks. */
  private static List<JsonNode> missing(JsonNode list, JsonNode other) {
    List<JsonNode> missing = new ArrayList<>();
    list.forEach(
        member -> {
          if (!contains(other, member)) {
            missing.add(member);
          }
        });
    return missing;
  }

  private static ArrayNode without(JsonNode now, List<JsonNode> added, List<JsonNode> removed) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    now.forEach(
        member -> {
          if (added.stream().noneMatch(ours -> sameMember(ours, member))) {
            kept.add(member);
          }
        });
    removed.stream().filter(member -> !contains(kept, member)).forEach(kept::add);
    return kept;
  }

  private static boolean contains(JsonNode list, JsonNode member) {
    for (JsonNode one : list) {
      if (sameMember(one, member)) {
        return true;
      }
    }
    return false;
  }

  /** References are the same by id, whatever name and address stand beside it. */
  private static boolean sameMember(JsonNode one, JsonNode other) {
    return (one.hasNonNull("id") && other.hasNonNull("id"))
        ? one.path("id").equals(other.path("id"))
        : one.equals(other);
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        if (!sameMember(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    return isNothing(one) ? isNothing(other) : (sameMember(one, other) || numberEquals(one, other));
  }

  /** A blank text is how a text is emptied where the platform refuses an empty one. */
  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isTextual() && value.asText().isBlank());
  }

  private static boolean numberEquals(JsonNode one, JsonNode other) {
    return one.isNumber()
        && other.isNumber()
        && one.decimalValue().compareTo(other.decimalValue()) == 0;
  }

  private static void set(ObjectNode object, String[] path, JsonNode value) {
    ObjectNode parent = object;
    for (int i = 0; i < path.length - 1; i++) {
      parent = parent.withObjectProperty(path[i]);
    }
    String field = path[path.length - 1];
    parent.set(field, value);
  }
}
