package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.connection.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lists that {@code read-inventory} reads side by side into {@link Holdings}, in the
 * order of its parts: products, locations, sites, trunk bases, outbound routes, certificate
 * authorities, templates.
 */
public final class HoldingsStrategy implements AggregationStrategy {
  private static final String PARTS = "holdingsParts";
  private static final int COUNT = 7;

  @Override
  public Exchange aggregate(@Nullable Exchange before, Exchange part) {
    if (part.getException() != null) {
      return part;
    }
    List<ArrayNode> parts = new ArrayList<>();
    if (before != null) {
      parts.addAll(earlier(before));
    }
    parts.add(part.getMessage().getBody(ArrayNode.class));
    part.setProperty(PARTS, parts);
    if (parts.size() == COUNT) {
      part.getMessage().setBody(holdings(parts));
    }
    return part;
  }

  @SuppressWarnings("unchecked")
  private static List<ArrayNode> earlier(Exchange before) {
    return before.getProperty(PARTS, List.class);
  }

  private static Holdings holdings(List<ArrayNode> parts) {
    Inventory inventory =
        new Inventory(
            list(parts.get(0)),
            list(parts.get(1)),
            list(parts.get(2)),
            list(parts.get(3)),
            list(parts.get(4)),
            list(parts.get(5)));
    Map<String, JsonNode> templates = new HashMap<>();
    parts.get(6).forEach(template -> templates.put(metabase(template), template));
    return new Holdings(inventory, templates);
  }

  private static String metabase(JsonNode template) {
    return template.path("trunkMetabase").path("id").asText();
  }

  private static List<JsonNode> list(ArrayNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }
}
