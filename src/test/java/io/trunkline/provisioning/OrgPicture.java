package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an org holds, in a form that two orgs with the same objects share: ids replaced by names, no
 * versions, no dates. An orphan or a duplicate shows as one line more.
 */
public final class OrgPicture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KINDS =
      List.of("locations", "sites", "trunkBases", "outboundRoutes");
  private static final List<String> STAMPS =
      List.of("version", "dateCreated", "dateModified", "modifiedByApp", "createdByApp");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private OrgPicture() {}

  /** One line per object, sorted. */
  public static List<String> of(JsonNode snapshot) {
    Map<String, String> names = new TreeMap<>();
    for (String kind : KINDS) {
      for (JsonNode object : snapshot.path(kind)) {
        names.put(object.path("id").asText(), kind + ":" + object.path("name").asText());
      }
    }
    return KINDS.stream().flatMap(kind -> lines(kind, snapshot, names).stream()).sorted().toList();
  }

  private static List<String> lines(String kind, JsonNode snapshot, Map<String, String> names) {
    List<String> lines = new ArrayList<>();
    snapshot.path(kind).forEach(object -> lines.add(kind + " " + named(object, names)));
    return lines;
  }

  private static String named(JsonNode object, Map<String, String> names) {
    ObjectNode copy = object.deepCopy();
    copy.remove(STAMPS);
    return ID.matcher(sorted(copy).toString())
        .replaceAll(found -> names.getOrDefault(found.group(), "somewhere else"));
  }

  /** Fields in alphabetical order: a merge may leave them in another. */
  private static JsonNode sorted(JsonNode node) {
    try {
      Object plain = JSON.treeToValue(node, Object.class);
      return JSON.readTree(
          JSON.writer()
              .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(plain));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
