package io.trunkline.event.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Words for people out of a CloudEvent. */
public final class EventText {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line, such as {@code carrier-a is down: not connected}. */
  public String line(String event) {
    JsonNode json = read(event);
    JsonNode data = json.path("data");
    String who = data.path("name").asText(json.path("subject").asText());
    if (data.has("reason") && data.has("state")) {
      return who + " is " + data.path("state").asText() + ": " + data.path("reason").asText();
    }
    return json.path("type").asText() + " of " + who;
  }

  /** The line, and what else is known. */
  public String text(String event) {
    JsonNode json = read(event);
    StringBuilder text = new StringBuilder(line(event)).append("\n\n");
    json.path("data")
        .properties()
        .forEach(
            each ->
                text.append(each.getKey())
                    .append(": ")
                    .append(
                        each.getValue().isValueNode()
                            ? each.getValue().asText()
                            : each.getValue().toString())
                    .append('\n'));
    return text.append("id: ").append(json.path("id").asText()).append('\n').toString();
  }

  /** The body of a Slack webhook; its markup characters are escaped as Slack wants it. */
  public String slack(String event) {
    String line = line(event).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return JSON.createObjectNode().put("text", line).toString();
  }

  private static JsonNode read(String event) {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the message is no CloudEvent in JSON", e);
    }
  }
}
