package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.run.RunVariables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What an undo route asks for: the writes that the step intended, the last one first, without those
 * that the platform refused.
 */
public final class Undoing {
  /** The step's writes, newest first. The body holds the step's outputs, which know the ids. */
  public List<JsonNode> writes(Exchange exchange) {
    Deque<JsonNode> writes = new ArrayDeque<>();
    JsonNode journaled = exchange.getVariable(RunVariables.WRITES, JsonNode.class);
    for (JsonNode entry : journaled) {
      JsonNode write = entry.path("write");
      if (write.path("refused").asBoolean()) {
        writes.removeFirstOccurrence(accepted(write));
      } else {
        writes.addFirst(write);
      }
    }
    return new ArrayList<>(writes);
  }

  private static JsonNode accepted(JsonNode refused) {
    ObjectNode write = refused.deepCopy();
    write.remove("refused");
    return write;
  }

  /** Asks for one write to be taken back. */
  public void revert(Exchange exchange) {
    Message message = exchange.getMessage();
    JsonNode write = message.getBody(JsonNode.class);
    message.removeHeaders("CamelGenesys*");
    message.setHeader(GenesysConstants.ORG, exchange.getVariable(RunVariables.ORG, String.class));
    if (write.hasNonNull("siteId")) {
      message.setHeader(GenesysConstants.SITE_ID, write.path("siteId").asText());
    }
    String id = made(exchange, write.path("name").asText());
    if (id != null) {
      message.setHeader(GenesysConstants.ID, id);
    }
  }

  /** The id that the step reported for an object; null when no answer told it. */
  private static @Nullable String made(Exchange exchange, String name) {
    for (JsonNode report : exchange.getVariable(RunVariables.OUTPUTS, JsonNode.class)) {
      for (JsonNode one : report.isArray() ? report : List.of(report)) {
        if (one.path("name").asText().equals(name)) {
          return one.path("id").asText();
        }
      }
    }
    return null;
  }
}
