package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a body, gathering all that is wrong before anything is changed. A field's
 * path has dots; null counts as absent, as the platform's clients leave nulls out.
 */
final class Fields {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

  private final ObjectNode body;
  private final List<ErrorBody.Detail> details = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();

  Fields(ObjectNode body) {
    this.body = body;
  }

  /** The whole body. */
  ObjectNode object() {
    return body;
  }

  /** The node at a path, or null when absent or null. */
  @Nullable JsonNode get(String path) {
    JsonNode node = body;
    int from = 0;
    while (from <= path.length()) {
      int dot = path.indexOf('.', from);
      int to = dot < 0 ? path.length() : dot;
      node = node.path(path.substring(from, to));
      from = to + 1;
    }
    return node.isMissingNode() || node.isNull() ? null : node;
  }

  Fields required(String... paths) {
    for (String path : paths) {
      JsonNode node = get(path);
      boolean empty =
          node == null
              || (node.isTextual() && node.asText().isBlank())
              || (node.isContainerNode() && node.isEmpty());
      if (empty) {
        missing(path);
      }
    }
    return this;
  }

  Fields text(String... paths) {
    return typed("a text", JsonNode::isTextual, paths);
  }

  Fields flag(String... paths) {
    return typed("true or false", JsonNode::isBoolean, paths);
  }

  Fields integer(String... paths) {
    return typed("a whole number", JsonNode::isIntegralNumber, paths);
  }

  Fields object(String... paths) {
    return typed("an object", JsonNode::isObject, paths);
  }

  Fields texts(String... paths) {
    return typed("a list of texts", Fields::isTexts, paths);
  }

  Fields list(String... paths) {
    return typed("a list", JsonNode::isArray, paths);
  }

  /** A text out of a fixed set, in any case as the platform's own clients send it. */
  Fields oneOf(String path, String... allowed) {
    JsonNode node = get(path);
    if (node != null && !List.of(allowed).contains(node.asText())) {
      wrong(path, node, "one of " + String.join(", ", allowed));
    }
    return this;
  }

  Fields matches(String path, String rule, Predicate<String> holds) {
    JsonNode node = get(path);
    if (node != null && node.isTextual() && !holds.test(node.asText())) {
      wrong(path, node, rule);
    }
    return this;
  }

  /** A telephone number in E.164 form. */
  Fields e164(String path) {
    return text(path)
        .matches(
            path,
            "an E.164 number such as +493012345678",
            number -> E164.matcher(number).matches());
  }

  /** A reference whose entity must exist. */
  Fields reference(Org org, Kind kind, String path) {
    JsonNode node = get(path);
    if (node != null) {
      checkReference(org, kind, path, node);
    }
    return this;
  }

  /** A list of references whose entities must exist. */
  Fields references(Org org, Kind kind, String path) {
    JsonNode node = get(path);
    if (node instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        checkReference(org, kind, path + "[" + i + "]", items.get(i));
      }
    } else if (node != null) {
      wrong(path, node, "a list of references");
    }
    return this;
  }

  void missing(String path) {
    details.add(new ErrorBody.Detail("REQUIRED_FIELD_MISSING", path));
    messages.add("Field '" + path + "' is required and cannot be empty.");
  }

  void wrong(String path, JsonNode value, String rule) {
    details.add(new ErrorBody.Detail("INVALID_VALUE", path));
    messages.add(
        "Field '" + path + "' has the value " + brief(value) + "; it must be " + rule + ".");
  }

  /** Refuses the call when anything was wrong. */
  void check() {
    if (!messages.isEmpty()) {
      boolean allMissing =
          details.stream().allMatch(detail -> detail.errorCode().equals("REQUIRED_FIELD_MISSING"));
      throw new Refusal(
          ErrorBody.of(
              400,
              allMissing ? "bad.request" : "invalid.value",
              String.join(" ", messages),
              List.copyOf(details)));
    }
  }

  /** Copies the named fields that are present. */
  void copy(ObjectNode into, String... names) {
    for (String name : names) {
      JsonNode value = get(name);
      if (value != null) {
        into.set(name, value);
      }
    }
  }

  /** A reference as the platform shows it, its name looked up. */
  static ObjectNode referenceTo(Org org, Kind kind, String id) {
    ObjectNode reference = Json.object().put("id", id);
    Entity entity = org.find(kind, id);
    if (entity != null) {
      reference.put("name", entity.name());
      String selfUri = entity.tree().path("selfUri").asText("");
      if (!selfUri.isEmpty()) {
        reference.put("selfUri", selfUri);
      }
    }
    return reference;
  }

  /** Sets a reference read from the body, if it is there. */
  void copyReference(Org org, Kind kind, String name, ObjectNode into) {
    JsonNode node = get(name);
    if (node != null) {
      into.set(name, referenceTo(org, kind, node.path("id").asText()));
    }
  }

  /** Sets a list of references read from the body, empty if it is not there. */
  void copyReferences(Org org, Kind kind, String name, ObjectNode into) {
    ArrayNode list = into.putArray(name);
    JsonNode node = get(name);
    if (node != null) {
      node.forEach(item -> list.add(referenceTo(org, kind, item.path("id").asText())));
    }
  }

  private Fields typed(String rule, Predicate<JsonNode> fits, String... paths) {
    for (String path : paths) {
      JsonNode node = get(path);
      if (node != null && !fits.test(node)) {
        wrong(path, node, rule);
      }
    }
    return this;
  }

  private void checkReference(Org org, Kind kind, String path, JsonNode node) {
    JsonNode id = node.path("id");
    if (!id.isTextual() || id.asText().isBlank()) {
      missing(path + ".id");
    } else if (org.find(kind, id.asText()) == null) {
      wrong(path + ".id", id, "the id of one of the org's " + kind.word());
    }
  }

  private static boolean isTexts(JsonNode node) {
    if (!node.isArray()) {
      return false;
    }
    for (JsonNode item : node) {
      if (!item.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static String brief(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
