package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.Inventory;
import java.util.Map;

/**
 * What was read of one org for a plan or a run.
 *
 * @param inventory its objects
 * @param templates what a new trunk base starts from, by metabase id
 */
public record Holdings(Inventory inventory, Map<String, JsonNode> templates) {
  /** Keeps the map from changing. */
  public Holdings {
    templates = Map.copyOf(templates);
  }
}
