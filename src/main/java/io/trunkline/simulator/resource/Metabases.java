package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalog of metabases with their property templates, read from {@code metabases.json}. */
final class Metabases {
  private final Map<String, Metabase> byId = new LinkedHashMap<>();

  /**
   * One kind of trunk.
   *
   * @param id such as {@code external_sip_pcv_byoc_carrier.json}
   * @param name for people
   * @param type the platform's enum, such as {@code EXTERNAL_BYOC_CARRIER}
   * @param trunkType {@code EXTERNAL}, {@code PHONE} or {@code EDGE}
   * @param properties each property with its metadata and default as instance; never changed
   */
  record Metabase(
      String id, String name, String type, String trunkType, Map<String, ObjectNode> properties) {}

  Metabases() {
    JsonNode catalog = Json.resource("metabases.json");
    for (JsonNode entry : catalog.path("metabases")) {
      Map<String, ObjectNode> properties = new LinkedHashMap<>();
      for (JsonNode set : entry.path("sets")) {
        catalog
            .path("sets")
            .path(set.asText())
            .properties()
            .forEach(
                property ->
                    properties.put(
                        property.getKey(),
                        withDefault(
                            (ObjectNode) property.getValue(),
                            entry.path("defaults").path(property.getKey()))));
      }
      String id = entry.path("id").asText();
      byId.put(
          id,
          new Metabase(
              id,
              entry.path("name").asText(),
              entry.path("type").asText(),
              entry.path("trunkType").asText(),
              properties));
    }
  }

  @Nullable Metabase find(String id) {
    return byId.get(id);
  }

  List<Metabase> all() {
    return new ArrayList<>(byId.values());
  }

  private static ObjectNode withDefault(ObjectNode property, JsonNode given) {
    ObjectNode copy = property.deepCopy();
    ObjectNode value = (ObjectNode) copy.path("value");
    if (!given.isMissingNode()) {
      value.set("default", given);
    }
    value.set("instance", value.path("default"));
    return copy;
  }
}
