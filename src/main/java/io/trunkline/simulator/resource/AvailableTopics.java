package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Json;
import java.util.List;

/** The notification topics of trunks and edges (5.1, 5.4). */
final class AvailableTopics {
  private static final List<String> ALWAYS = List.of("id", "description");

  private final JsonNode topics = Json.resource("topics.json");

  List<Operation> operations() {
    return List.of(
        Operation.of(
                "GET",
                "/api/v2/notifications/availabletopics",
                "AvailableTopicEntityListing",
                this::list)
            .does("List notification topics; details only with expand", "5.1, 5.4")
            .with("expand"));
  }

  private Answer list(Call call) {
    List<String> expand = call.parameters("expand");
    ObjectNode answer = Json.object();
    ArrayNode entities = answer.putArray("entities");
    for (JsonNode topic : topics) {
      ObjectNode shown = entities.addObject();
      for (var field : topic.properties()) {
        if (ALWAYS.contains(field.getKey()) || expand.contains(field.getKey())) {
          shown.set(field.getKey(), field.getValue());
        }
      }
    }
    return Answer.ok(answer);
  }
}
