package io.trunkline.simulator.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which topics there are and who may hear them; statuses and codes of refusals are unknown. */
final class Topics {
  private final Map<Pattern, JsonNode> known = new LinkedHashMap<>();

  Topics() {
    for (JsonNode topic : Json.resource("topics.json")) {
      String pattern = topic.path("id").asText().replace(".", "\\.").replace("{id}", "[^.*]+");
      known.put(Pattern.compile(pattern), topic);
    }
  }

  /** Why a caller may not hear a topic, or null. */
  @Nullable Refusal refusal(Call call, String topic) {
    JsonNode found =
        known.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(topic).matches())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    if (found == null) {
      return new Refusal(
          ErrorBody.of(400, "invalid.topic", "The topic '" + topic + "' does not exist."));
    }
    Entity client = call.org().find(Kind.CLIENT, call.clientId());
    if (client == null) {
      return Refusal.notFound();
    }
    for (JsonNode held : client.tree().path("permissions")) {
      for (JsonNode needed : found.path("requiresPermissions")) {
        if (held.asText().equals("*") || held.equals(needed)) {
          return null;
        }
      }
    }
    return new Refusal(
        ErrorBody.of(
            403,
            "missing.permissions",
            "Subscribing to '" + topic + "' needs " + found.path("requiresPermissions")));
  }
}
