package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;

/**
 * Secrets inside of wire trees. A body carries a marker, {@code {"$secret": "env:NAME"}}, until the
 * moment it is written; so trees can be stored, compared and shown at any time before.
 */
public final class Secrets {
  /** What people see in the place of a secret. */
  public static final String SHOWN = "(secret)";

  private static final String MARKER = "$secret";

  private Secrets() {}

  /**
   * Stands in for a secret.
   *
   * @param secret where it is found
   * @return a node that holds {@link SecretRef#reference()}
   */
  public static ObjectNode marker(SecretRef secret) {
    return JsonNodeFactory.instance.objectNode().put(MARKER, secret.reference());
  }

  /**
   * Tells markers from other nodes.
   *
   * @param node any node
   * @return whether it stands in for a secret
   */
  public static boolean isMarker(JsonNode node) {
    return node.isObject() && node.size() == 1 && node.path(MARKER).isTextual();
  }

  /**
   * Puts values into the places of markers. Call it last, on the way to the wire.
   *
   * @param tree is not changed
   * @param lookup from {@link SecretRef#reference()} to the value; throws when there is none
   * @return a copy that must not be stored, shown or logged
   */
  public static JsonNode resolve(JsonNode tree, UnaryOperator<String> lookup) {
    return replaced(tree, marker -> TextNode.valueOf(lookup.apply(marker.path(MARKER).asText())));
  }

  /** A copy for people, with {@link #SHOWN} in the places of markers. */
  static JsonNode shown(JsonNode tree) {
    return replaced(tree, marker -> TextNode.valueOf(SHOWN));
  }

  private static JsonNode replaced(JsonNode node, UnaryOperator<JsonNode> replacement) {
    if (isMarker(node)) {
      return replacement.apply(node);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> copy.set(e.getKey(), replaced(e.getValue(), replacement)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(item -> copy.add(replaced(item, replacement)));
      return copy;
    }
    return node;
  }
}
