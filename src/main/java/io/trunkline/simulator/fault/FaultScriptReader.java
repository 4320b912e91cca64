package io.trunkline.simulator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a fault script, YAML or JSON: an optional {@code seed} and a list {@code faults}, each with
 * {@code name}, {@code match}, {@code act} and what it counts.
 */
public final class FaultScriptReader {
  private static final Set<String> SCRIPT = Set.of("seed", "faults");
  private static final Set<String> FAULT =
      Set.of("name", "match", "act", "nth", "every", "times", "probability");
  private static final Set<String> MATCH = Set.of("method", "path", "client", "query", "body");
  private static final Set<String> ACT =
      Set.of(
          "when",
          "delayMs",
          "status",
          "body",
          "code",
          "headers",
          "connection",
          "cutAfterBytes",
          "bytesPerSecond");

  private FaultScriptReader() {}

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException naming the place, the value and what is allowed
   */
  public static FaultScript read(String text) {
    JsonNode script = parse(text);
    checkKeys("the script", script, SCRIPT);
    List<Fault> faults = new ArrayList<>();
    for (JsonNode node : script.path("faults")) {
      faults.add(fault(node, "faults[" + faults.size() + "]"));
    }
    return new FaultScript(script.path("seed").asLong(0), faults);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode script = new YAMLMapper().readTree(text);
      if (script.isObject() && script.path("faults").isArray()) {
        return script;
      }
      throw new IllegalArgumentException("a fault script is an object with a list 'faults'");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the fault script is neither YAML nor JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Fault fault(JsonNode node, String place) {
    checkKeys(place, node, FAULT);
    JsonNode match = node.path("match");
    checkKeys(place + ".match", match, MATCH);
    return new Fault(
        node.path("name").asText(place),
        new Fault.Match(
            match.path("method").asText(""),
            match.path("path").asText(""),
            match.path("client").asText(""),
            texts(match.path("query")),
            texts(match.path("body"))),
        times(node, place),
        act(node.path("act"), place + ".act"));
  }

  private static Fault.Times times(JsonNode node, String place) {
    Set<Long> nth = new HashSet<>();
    JsonNode given = node.path("nth");
    if (given.isArray()) {
      given.forEach(number -> nth.add(number.asLong()));
    } else if (given.isIntegralNumber()) {
      nth.add(given.asLong());
    }
    double probability = node.path("probability").asDouble(1);
    if (probability < 0 || probability > 1) {
      throw wrong(place + ".probability", node.path("probability"), "a number from 0 to 1");
    }
    return new Fault.Times(
        nth, node.path("every").asLong(0), node.path("times").asLong(0), probability);
  }

  private static Fault.Act act(JsonNode act, String place) {
    checkKeys(place, act, ACT);
    if (act.isEmpty()) {
      throw new IllegalArgumentException(place + " is missing; give one or more of " + ACT);
    }
    int status = act.path("status").asInt(0);
    if (status != 0 && (status < 100 || status > 599)) {
      throw wrong(place + ".status", act.path("status"), "an HTTP status from 100 to 599");
    }
    return new Fault.Act(
        word(act, "when", place, Fault.When.BEFORE),
        act.path("delayMs").asLong(0),
        status,
        act.has("body") ? act.get("body") : null,
        act.path("code").asText(""),
        texts(act.path("headers")),
        word(act, "connection", place, Fault.Connection.KEEP),
        act.path("cutAfterBytes").asInt(-1),
        act.path("bytesPerSecond").asInt(0));
  }

  private static <E extends Enum<E>> E word(JsonNode act, String key, String place, E fallback) {
    String text = act.path(key).asText(fallback.name()).toUpperCase(Locale.ROOT);
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw wrong(
        place + "." + key,
        act.path(key),
        "one of " + List.of(fallback.getDeclaringClass().getEnumConstants()));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static void checkKeys(String place, JsonNode node, Set<String> known) {
    if (!node.isObject() && !node.isMissingNode()) {
      throw wrong(place, node, "an object with " + known);
    }
    node.properties()
        .forEach(
            field -> {
              if (!known.contains(field.getKey())) {
                throw new IllegalArgumentException(
                    place + " has the unknown key '" + field.getKey() + "'; known are " + known);
              }
            });
  }

  private static IllegalArgumentException wrong(String place, JsonNode value, String rule) {
    return new IllegalArgumentException(place + " is " + value + "; it must be " + rule);
  }
}
