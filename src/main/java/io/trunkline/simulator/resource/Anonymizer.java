package io.trunkline.simulator.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Takes out of an organization's document what tells whose it is: ids, names, addresses, telephone
 * numbers, SIP servers, access lists, credentials. Equal texts become equal texts, so everything
 * still belongs together, and what Genesys made keeps its name.
 */
final class Anonymizer {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final List<Kind> NAMED =
      List.of(Kind.LOCATION, Kind.SITE, Kind.TRUNK_BASE, Kind.OUTBOUND_ROUTE);
  private static final Set<String> NUMBERS = Set.of("e164", "number", "callerId");
  private static final Set<String> DROPPED =
      Set.of(
          "description",
          "notes",
          "contactUser",
          "callerName",
          "addresses",
          "division",
          "createdBy",
          "modifiedBy",
          "createdByApp",
          "modifiedByApp",
          "supportURI",
          "thirdPartyURI");

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** Changes the document and returns it, its ids replaced too. */
  ObjectNode anonymized(ObjectNode document) {
    // Runtime trunks are made anew when the document is read in; foreign certificates name people.
    document.putArray(Kind.TRUNK.word());
    document.putArray(Kind.CERTIFICATE_AUTHORITY.word());
    Map<String, String> names = newNames(document);
    rename(document, names);
    if (document.get("organization") instanceof ObjectNode organization) {
      organization.put("name", "Organization").put("thirdPartyOrgName", "organization");
      organization.put("domain", "organization.example");
    }
    for (JsonNode base : document.path(Kind.TRUNK_BASE.word())) {
      hideProperties((ObjectNode) base.path("properties"), base.path("name").asText());
    }
    hide(document);
    return withOtherIds(document);
  }

  private Map<String, String> newNames(ObjectNode document) {
    Map<String, String> names = new HashMap<>();
    for (Kind kind : NAMED) {
      for (JsonNode entity : document.path(kind.word())) {
        String name = entity.path("name").asText();
        boolean known =
            entity.path("managed").asBoolean() || name.equals(SiteSideEffects.DEFAULT_ROUTE);
        if (!known) {
          names.put(entity.path("id").asText(), other(kind.word() + "-", name));
        }
      }
    }
    return names;
  }

  private static void rename(JsonNode node, Map<String, String> names) {
    String name = names.get(node.path("id").asText());
    if (name != null && node instanceof ObjectNode object && object.has("name")) {
      object.put("name", name);
    }
    node.forEach(child -> rename(child, names));
  }

  private void hide(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(DROPPED);
      if (object.get("address") instanceof ObjectNode address) {
        String country = address.path("country").asText("US");
        object.putObject("address").put("city", "City").put("country", country);
      }
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        if (NUMBERS.contains(field.getKey()) && field.getValue().isTextual()) {
          object.put(field.getKey(), other("+1555010", field.getValue().asText(), 1000));
        }
      }
    }
    node.forEach(this::hide);
  }

  private void hideProperties(ObjectNode properties, String name) {
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String key = property.getKey();
      if (!(property.getValue().path("value") instanceof ObjectNode value)) {
        continue;
      }
      JsonNode instance = value.path("instance");
      if (key.contains("credentials") || key.contains("callingName") || key.endsWith("Address")) {
        if (instance.isTextual() && !key.endsWith("Method")) {
          value.put("instance", "");
        }
      } else if (key.equals("trunk_label")) {
        value.put("instance", name);
      } else if (key.equals("trunk_sip_termination_uri") && instance.isTextual()) {
        value.put("instance", other("trunk", instance.asText()));
      } else if (instance.isArray() && key.contains("serverProxyList")) {
        value.set("instance", others(instance, "sip", ".example"));
      } else if (instance.isArray() && key.contains("_acl_")) {
        value.set("instance", others(instance, "192.0.2.", ""));
      }
    }
  }

  private ArrayNode others(JsonNode list, String prefix, String suffix) {
    ArrayNode others = Json.MAPPER.createArrayNode();
    list.forEach(item -> others.add(other(prefix, item.asText()) + suffix));
    return others;
  }

  private String other(String prefix, String text) {
    return other(prefix, text, 1);
  }

  private String other(String prefix, String text, int first) {
    return texts.computeIfAbsent(
        prefix + "\n" + text,
        missing -> prefix + (first - 1 + counts.merge(prefix, 1, Integer::sum)));
  }

  private static ObjectNode withOtherIds(ObjectNode document) {
    Map<String, String> ids = new HashMap<>();
    String text =
        UUID_TEXT
            .matcher(document.toString())
            .replaceAll(
                found -> ids.computeIfAbsent(found.group(), id -> UUID.randomUUID().toString()));
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a replaced id broke the document", e);
    }
  }
}
