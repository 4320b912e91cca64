package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The property map of a trunk base (3.6). Only what differs from the template is stored, key to
 * instance; a key that the template does not know is stored whole and shown as it came.
 */
final class TrunkProperties {
  private static final String UNKNOWN = "?";
  private static final String PASSWORD = "trunk_sip_authentication_credentials_password";

  private final Metabases metabases;

  TrunkProperties(Metabases metabases) {
    this.metabases = metabases;
  }

  /** Checks the given properties and returns what to store of them. */
  ObjectNode stored(Settings settings, Fields fields, Metabases.Metabase metabase) {
    ObjectNode stored = Json.object();
    boolean check = settings.flag("trunkBases.checkProperties");
    JsonNode given = fields.get("properties");
    for (Map.Entry<String, ObjectNode> known : metabase.properties().entrySet()) {
      String key = known.getKey();
      ObjectNode template = known.getValue();
      JsonNode instance = given == null ? Json.object().path(key) : instance(given.path(key));
      if (instance.isMissingNode()) {
        instance = template.path("value").path("default");
      }
      if (check) {
        check(fields, key, template, instance);
      }
      if (!instance.equals(template.path("value").path("default"))) {
        stored.set(key, instance);
      }
    }
    if (given instanceof ObjectNode map) {
      keepUnknown(map, metabase, stored);
    }
    return stored;
  }

  /** The whole map with types and defaults, as a read shows it. Changes and returns the tree. */
  ObjectNode shown(ObjectNode base, Settings settings) {
    Metabases.Metabase metabase = metabases.find(base.path("trunkMetabase").path("id").asText());
    ObjectNode stored = (ObjectNode) base.path("properties");
    ObjectNode shown = Json.object();
    if (metabase != null) {
      metabase
          .properties()
          .forEach((key, template) -> shown.set(key, withInstance(template, stored.get(key))));
    }
    if (stored.get(UNKNOWN) instanceof ObjectNode unknown) {
      shown.setAll(unknown);
    }
    if (settings.flag("trunkBases.passwordMasked") && stored.has(PASSWORD)) {
      ((ObjectNode) shown.path(PASSWORD).path("value")).put("instance", "********");
    }
    base.set("properties", shown);
    return base;
  }

  /** Whether recording is on. */
  static boolean records(ObjectNode base) {
    return base.path("properties").path("trunk_recording_enabled").asBoolean(false);
  }

  private static JsonNode withInstance(ObjectNode template, @Nullable JsonNode instance) {
    if (instance == null) {
      return template;
    }
    ObjectNode copy = Json.object();
    copy.setAll(template);
    ObjectNode value = copy.putObject("value");
    value.set("default", template.path("value").path("default"));
    value.set("instance", instance);
    return copy;
  }

  private static void keepUnknown(
      ObjectNode given, Metabases.Metabase metabase, ObjectNode stored) {
    ObjectNode unknown = Json.object();
    given
        .properties()
        .forEach(
            field -> {
              if (!metabase.properties().containsKey(field.getKey())) {
                unknown.set(field.getKey(), field.getValue());
              }
            });
    if (!unknown.isEmpty()) {
      stored.set(UNKNOWN, unknown);
    }
  }

  private static JsonNode instance(JsonNode property) {
    JsonNode instance = property.path("value").path("instance");
    return instance.isNull() ? property.path("value").path("missing") : instance;
  }

  private static void check(Fields fields, String key, ObjectNode template, JsonNode instance) {
    String path = "properties." + key;
    boolean empty = instance.isNull() || (instance.isContainerNode() && instance.isEmpty());
    if (empty) {
      if (template.path("required").asBoolean()) {
        fields.missing(path);
      }
      return;
    }
    String type = template.path("type").asText();
    boolean fits =
        switch (type) {
          case "string" -> instance.isTextual();
          case "boolean" -> instance.isBoolean();
          case "integer" -> instance.isIntegralNumber();
          case "array" -> instance.isArray();
          default -> true;
        };
    if (!fits) {
      fields.wrong(path, instance, "of type " + type);
      return;
    }
    checkValue(fields, path, template, instance);
    if (instance.isArray()) {
      instance.forEach(item -> checkValue(fields, path, template.path("items"), item));
    }
  }

  private static void checkValue(Fields fields, String path, JsonNode rule, JsonNode value) {
    if (rule.has("enum") && value.isTextual() && !contains(rule.path("enum"), value)) {
      fields.wrong(path, value, "one of " + rule.path("enum"));
    }
    if (rule.has("pattern") && !Pattern.matches(rule.path("pattern").asText(), value.asText())) {
      fields.wrong(path, value, "a text matching " + rule.path("pattern").asText());
    }
    if (rule.has("minimum")
        && (value.asLong() < rule.path("minimum").asLong()
            || value.asLong() > rule.path("maximum").asLong())) {
      fields.wrong(
          path,
          value,
          "between " + rule.path("minimum").asLong() + " and " + rule.path("maximum").asLong());
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
