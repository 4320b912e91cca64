package io.trunkline.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.Notification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert began to fire, or ended.
 *
 * @param firing false when it ended
 * @param rule null when the rule is gone, and that is why it ended
 * @param reason for people
 */
record AlertChange(
    Alert.Key key,
    String name,
    boolean firing,
    Instant at,
    Severity severity,
    @Nullable Double value,
    @Nullable AlertRule rule,
    String reason) {

  /** The same for the same change: written again it is no second one. */
  String id() {
    String text =
        String.join("\n", key.rule(), key.org(), key.kind(), key.subject(), state(), at.toString());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  String state() {
    return firing ? "firing" : "resolved";
  }

  /** For the outbox. */
  Notification told() {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("org", key.org())
            .put("kind", key.kind())
            .put("id", key.subject())
            .put("name", name)
            .put("rule", key.rule())
            .put("severity", severity.token())
            .put("state", state())
            .put("value", value)
            .put("reason", reason);
    if (rule != null) {
      data.put("metric", rule.metric().token())
          .put("unit", rule.metric().unit())
          .put("condition", rule.criterion().text());
    }
    return new Notification(
        id(),
        "io.trunkline.alert." + state(),
        "/orgs/" + key.org(),
        key.subject(),
        at,
        data.toString());
  }
}
