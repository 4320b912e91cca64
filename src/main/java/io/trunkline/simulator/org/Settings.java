package io.trunkline.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of one organization, immutable. Their names, defaults and reasons stand in one
 * place, the resource {@code settings.json}; everything that the fact sheet calls unknown is there.
 */
public final class Settings {
  private static final Map<String, JsonNode> CATALOG = readCatalog();

  private final ObjectNode changes;
  private final Map<String, JsonNode> values;

  private Settings(ObjectNode changes, Map<String, JsonNode> values) {
    this.changes = changes;
    this.values = values;
  }

  /** All settings at their defaults. */
  public static Settings defaults() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    CATALOG.forEach((name, entry) -> values.put(name, entry.get("default")));
    return new Settings(Json.object(), values);
  }

  /** The catalog: by dotted name an object with {@code default}, {@code why} and more. */
  public static Map<String, JsonNode> catalog() {
    return CATALOG;
  }

  /**
   * A copy changed by a JSON merge patch; null brings a setting back to its default.
   *
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public Settings patched(ObjectNode patch) {
    ObjectNode merged = Json.mergePatch(changes, patch);
    Map<String, JsonNode> next = new LinkedHashMap<>(defaults().values);
    flatten("", merged, next);
    return new Settings(merged, next);
  }

  /** Only what differs from the defaults, as it was patched in. */
  public ObjectNode changes() {
    return changes;
  }

  /** Every setting with its value, nested by the dots of the names. */
  public ObjectNode tree() {
    ObjectNode tree = Json.object();
    values.forEach(
        (name, value) -> {
          ObjectNode parent = tree;
          String leaf = name;
          int dot = name.indexOf('.');
          if (dot > 0) {
            parent = parent.withObjectProperty(name.substring(0, dot));
            leaf = name.substring(dot + 1);
          }
          parent.set(leaf, value);
        });
    return tree;
  }

  public long number(String name) {
    return value(name).asLong();
  }

  public boolean flag(String name) {
    return value(name).asBoolean();
  }

  public String text(String name) {
    return value(name).asText();
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    value(name).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private JsonNode value(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no setting " + name + " in settings.json");
    }
    return value;
  }

  private static void flatten(String prefix, ObjectNode tree, Map<String, JsonNode> into) {
    tree.properties()
        .forEach(
            field -> {
              String name = prefix + field.getKey();
              if (field.getValue() instanceof ObjectNode nested && !CATALOG.containsKey(name)) {
                flatten(name + ".", nested, into);
              } else {
                check(name, field.getValue());
                into.put(name, field.getValue());
              }
            });
  }

  private static void check(String name, JsonNode value) {
    JsonNode entry = CATALOG.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "there is no setting '" + name + "'; the settings are " + CATALOG.keySet());
    }
    JsonNode fallback = entry.get("default");
    boolean fits =
        fallback.isNumber()
            ? value.isIntegralNumber() && value.asLong() >= 0
            : fallback.getNodeType() == value.getNodeType();
    if (!fits) {
      throw new IllegalArgumentException(
          "setting '" + name + "' is " + value + "; give a value like " + fallback);
    }
    JsonNode allowed = entry.path("allowed");
    if (allowed.isArray() && !contains(allowed, value)) {
      throw new IllegalArgumentException(
          "setting '" + name + "' is " + value + "; allowed are " + allowed);
    }
  }

  private static boolean contains(JsonNode allowed, JsonNode value) {
    for (JsonNode one : allowed) {
      if (one.equals(value) || (one.isNumber() && one.asLong() == value.asLong())) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, JsonNode> readCatalog() {
    Map<String, JsonNode> catalog = new LinkedHashMap<>();
    Json.resource("settings.json").forEach(entry -> catalog.put(entry.get("name").asText(), entry));
    return java.util.Collections.unmodifiableMap(catalog);
  }
}
