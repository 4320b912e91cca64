package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.notification.Channels;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Control operations on notification channels, and on the trunks that they tell of. */
final class ChannelControl {
  private final Channels channels;
  private final TrunkScript script = new TrunkScript();

  ChannelControl(Channels channels) {
    this.channels = channels;
  }

  /** Answers an operation, or null when there is no such one. */
  @Nullable Answer answer(
      Org org, String operation, List<String> path, Map<String, List<String>> query, byte[] body) {
    return switch (operation) {
      case "GET channels" -> Answer.ok(channels.report(org));
      case "POST channels" -> act(org, path, query);
      case "GET events" -> Answer.ok(channels.history(org, Control.since(query)));
      case "GET trunks" -> trunks(org);
      case "POST storm" -> storm(org, Control.object(body));
      case "POST trunk-script" -> run(org, Control.object(body));
      case "GET trunk-script" -> Answer.ok(Json.object().put("pending", script.pending(org)));
      default -> null;
    };
  }

  void forget(Org org) {
    script.cancel(org);
  }

  private Answer act(Org org, List<String> path, Map<String, List<String>> query) {
    if (path.size() != 3) {
      return Control.problem(
          404, "POST /__sim/channels/{id or *}/{close, drop, freeze, mute, closing or expire}");
    }
    List<String> given = query.getOrDefault("noticeMs", List.of());
    long notice =
        given.isEmpty()
            ? org.settings().number("notifications.closingNoticeMs")
            : number("noticeMs", given.get(0));
    return Answer.ok(
        Json.object().put("channels", channels.act(org, path.get(1), path.get(2), notice)));
  }

  private static Answer trunks(Org org) {
    ObjectNode truth = Json.object();
    ArrayNode list = truth.putArray("trunks");
    org.all(Kind.TRUNK).forEach(trunk -> list.add(trunk.tree()));
    return Answer.ok(truth);
  }

  private Answer storm(Org org, ObjectNode request) {
    List<Entity> trunks = org.all(Kind.TRUNK);
    int changes =
        script.storm(
            org,
            trunks,
            new TrunkScript.Storm(
                request.path("seed").asLong(1),
                request.path("trunks").asInt(1000),
                request.path("flaps").asInt(4),
                request.path("overMs").asLong(1000)));
    return Answer.ok(Json.object().put("changes", changes));
  }

  private Answer run(Org org, ObjectNode request) {
    List<TrunkScript.Step> steps = new ArrayList<>();
    for (JsonNode step : request.path("steps")) {
      String trunk = step.path("trunk").asText();
      if (!(step.path("patch") instanceof ObjectNode patch)) {
        return Control.problem(
            400,
            "each of steps needs trunk (an id or *) and patch, such as"
                + " {\"afterMs\":100,\"trunk\":\"*\",\"patch\":{\"connected\":false}}");
      }
      for (Entity one : org.all(Kind.TRUNK)) {
        if (trunk.equals("*") || trunk.equals(one.id())) {
          // A wrong patch is refused now, not when its time has come.
          TrunkPatch.applied(one.tree(), patch, org.now());
          steps.add(new TrunkScript.Step(step.path("afterMs").asLong(), one.id(), patch));
        }
      }
    }
    script.run(org, steps);
    return Answer.ok(Json.object().put("changes", steps.size()));
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number, not " + text, e);
    }
  }
}
