package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.run.RunVariables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
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
      ObjectNode write = entry.path("write").deepCopy();
      if (write.path("refused").asBoolean()) {
        takeBack(writes, write);
      } else if (write.path("answered").asBoolean()) {
        answered(writes, write, entry.path("at").asText());
      } else {
        writes.addFirst(write.put("at", entry.path("at").asText()));
      }
    }
    return new ArrayList<>(writes);
  }

  /** A refusal follows the write of the same object that it answers. */
  private static void takeBack(Deque<JsonNode> writes, JsonNode refused) {
    for (Iterator<JsonNode> newest = writes.iterator(); newest.hasNext(); ) {
      if (isSame(newest.next(), refused)) {
        newest.remove();
        return;
      }
    }
  }

  /** After an answer nothing of a write is under way, though it may have had its effect. */
  private static void answered(Deque<JsonNode> writes, JsonNode answer, String at) {
    writes.stream()
        .filter(write -> isSame(write, answer))
        .findFirst()
        .ifPresent(write -> ((ObjectNode) write).put("answeredAt", at).remove("at"));
  }

  private static boolean isSame(JsonNode write, JsonNode other) {
    return write.path("path").equals(other.path("path"))
        && write.path("name").equals(other.path("name"));
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
