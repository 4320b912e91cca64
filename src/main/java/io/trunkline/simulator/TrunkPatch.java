package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import java.util.Set;

/**
 * A change of a runtime trunk's status: {@code connected}, {@code inService}, {@code enabled}, and
 * per proxy or for all {@code options} and {@code registers}, with an {@code error} for the false.
 */
final class TrunkPatch {
  private static final Set<String> KEYS =
      Set.of("connected", "inService", "enabled", "options", "registers", "error", "metrics");

  private TrunkPatch() {}

  /**
   * The changed trunk.
   *
   * @throws IllegalArgumentException for an unknown key
   */
  static ObjectNode applied(ObjectNode trunk, ObjectNode patch, long now) {
    patch
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("unknown key '" + key + "'; known are " + KEYS);
              }
            });
    String time = Json.date(now);
    for (String flag : Set.of("inService", "enabled")) {
      if (patch.has(flag)) {
        trunk.set(flag, patch.get(flag));
      }
    }
    if (patch.has("connected")) {
      trunk
          .putObject("connectedStatus")
          .put("connected", patch.path("connected").asBoolean())
          .put("connectedStateTime", time);
    }
    perProxy(trunk, patch, "options", "optionState", time);
    perProxy(trunk, patch, "registers", "registerState", time);
    return trunk;
  }

  private static void perProxy(
      ObjectNode trunk, ObjectNode patch, String key, String state, String time) {
    JsonNode wanted = patch.path(key);
    if (wanted.isMissingNode()) {
      return;
    }
    trunk.put(key + "EnabledStatus", "ENABLED");
    var list = trunk.putArray(key + "Status");
    for (JsonNode proxy : trunk.path("proxyAddressList")) {
      JsonNode up = wanted.isObject() ? wanted.path(proxy.asText()) : wanted;
      ObjectNode status = list.addObject().put("proxyAddress", proxy.asText());
      status.put(state, up.asBoolean(true)).put(state + "Time", time);
      if (!up.asBoolean(true) && patch.get("error") instanceof ObjectNode error) {
        status.set("errorInfo", error);
      }
    }
  }
}
