package io.trunkline.simulator.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topic events that a change of the org causes, in the shapes of fact sheet 5.4. */
final class TopicEvents {
  private static final String EDGES = "v2.telephony.providers.edges.";
  private static final List<String> TRUNK_STATUS =
      List.of("connectedStatus", "optionsStatus", "registersStatus", "ipStatus");

  private TopicEvents() {}

  /** An event of a topic. */
  record Event(String topic, ObjectNode body) {}

  /** The events of a change; that something is new, lists tell and events do not. */
  static List<Event> of(Org.Change change, boolean partial, long now) {
    if (change.before() == null && change.after().kind() != Kind.TRUNK_METRICS) {
      return List.of();
    }
    return switch (change.after().kind()) {
      case TRUNK -> trunk(change, partial);
      case TRUNK_METRICS -> metrics(change.after(), now);
      case EDGE -> edge(change);
      default -> List.of();
    };
  }

  // Whether the platform sends the whole status or only what changed is unknown.
  private static List<Event> trunk(Org.Change change, boolean partial) {
    ObjectNode before = tree(change.before());
    ObjectNode after = change.after().tree();
    ObjectNode body = Json.object().put("id", change.after().id());
    boolean changed = false;
    for (String part : TRUNK_STATUS) {
      boolean differs = after.has(part) && !after.path(part).equals(before.path(part));
      changed |= differs;
      if (after.has(part) && (differs || !partial)) {
        body.set(part, after.get(part));
      }
    }
    return changed ? List.of(new Event(EDGES + "trunks." + change.after().id(), body)) : List.of();
  }

  private static List<Event> metrics(Entity metrics, long now) {
    ObjectNode tree = metrics.tree();
    ObjectNode body = Json.object();
    body.putObject("calls")
        .put("inboundCallCount", tree.path("inboundCallCount").asInt())
        .put("outboundCallCount", tree.path("outboundCallCount").asInt());
    body.put("eventTime", Json.date(now));
    body.putObject("qos").put("mismatchCount", tree.path("mismatchCount").asInt());
    body.putObject("trunk").put("id", metrics.id());
    return List.of(new Event(EDGES + "trunks." + metrics.id() + ".metrics", body));
  }

  private static List<Event> edge(Org.Change change) {
    String after = change.after().tree().path("onlineStatus").asText();
    if (after.equals(tree(change.before()).path("onlineStatus").asText())) {
      return List.of();
    }
    ObjectNode body = Json.object().put("id", change.after().id()).put("onlineStatus", after);
    return List.of(new Event(EDGES + change.after().id(), body));
  }

  private static ObjectNode tree(@Nullable Entity entity) {
    return entity == null ? Json.object() : entity.tree();
  }
}
