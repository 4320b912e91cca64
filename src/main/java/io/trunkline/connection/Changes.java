package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a spec wants with what an org holds. Only fields of the desired tree are looked at;
 * everything else of the actual one survives a merge, unknown fields and values included.
 */
public final class Changes {
  private static final Set<String> NEVER_SENT = Set.of("edges", "primaryEdges", "secondaryEdges");

  private Changes() {}

  /**
   * The fields that differ.
   *
   * @param desired of {@link DesiredState}
   * @param actual as Genesys answered; a missing or empty node stands for an object still to be
   *     made
   * @return in the order of the desired tree, empty when nothing has to be written
   */
  public static List<FieldChange> between(JsonNode desired, JsonNode actual) {
    boolean creating = actual.isMissingNode() || actual.isNull() || actual.isEmpty();
    List<FieldChange> changes = new ArrayList<>();
    compare("", desired, creating ? MissingNode.getInstance() : actual, creating, changes);
    return changes;
  }

  /**
   * The full body of an update by PUT.
   *
   * @param desired of {@link DesiredState}
   * @param actual as Genesys answered, with its {@code version}
   * @return the actual object with the desired fields in it; a site's lists of edges are left out,
   *     since they can make a body too large (fact sheet 3.4)
   */
  public static ObjectNode merge(JsonNode desired, JsonNode actual) {
    ObjectNode merged =
        actual.isObject()
            ? ((ObjectNode) actual).deepCopy()
            : JsonNodeFactory.instance.objectNode();
    merged.remove(NEVER_SENT);
    overlay("", desired, merged);
    return merged;
  }

  /**
   * The body of an update by PATCH: name, version and the top fields in which something differs. So
   * a location's address is sent only when it changes, which Genesys asks for (fact sheet 3.3).
   *
   * @param desired of {@link DesiredState}
   * @param actual as Genesys answered, with its {@code version}
   * @return a body for PATCH
   */
  public static ObjectNode patch(JsonNode desired, JsonNode actual) {
    ObjectNode merged = merge(desired, actual);
    Set<String> fields = new LinkedHashSet<>(List.of("name", "version"));
    between(desired, actual).forEach(change -> fields.add(change.path().split("\\.")[0]));
    merged.retain(fields);
    return merged;
  }

  private static void compare(
      String path, JsonNode desired, JsonNode actual, boolean creating, List<FieldChange> changes) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      String child = Section.join(path, field.getKey());
      JsonNode before = actual.path(field.getKey());
      Comparison comparison = Comparison.of(child, field.getValue());
      if (isGroup(comparison, field.getValue())) {
        compare(child, field.getValue(), before, creating, changes);
      } else if (creating || !comparison.same(field.getValue(), before)) {
        changes.add(change(child, before, comparison.merged(field.getValue(), before)));
      }
    }
  }

  private static FieldChange change(String path, JsonNode before, JsonNode after) {
    boolean nothing = before.isMissingNode() || before.isNull();
    return new FieldChange(path, nothing ? null : before, Secrets.shown(after));
  }

  private static void overlay(String path, JsonNode desired, ObjectNode target) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      String child = Section.join(path, field.getKey());
      JsonNode before = target.path(field.getKey());
      Comparison comparison = Comparison.of(child, field.getValue());
      if (isGroup(comparison, field.getValue())) {
        ObjectNode group =
            before.isObject() ? (ObjectNode) before : target.putObject(field.getKey());
        overlay(child, field.getValue(), group);
      } else {
        target.set(field.getKey(), comparison.merged(field.getValue(), before).deepCopy());
      }
    }
  }

  private static boolean isGroup(Comparison comparison, JsonNode desired) {
    return comparison == Comparison.EXACT && desired.isObject();
  }
}
