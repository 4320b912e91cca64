package io.trunkline.simulator.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A node of a YAML or JSON text that somebody wrote, with its place in it. Whatever is wrong is an
 * {@link IllegalArgumentException} that tells line, place, value and what to write instead.
 */
public final class Input {
  private final Lines lines;
  private final List<String> path;
  private final JsonNode node;

  private Input(Lines lines, List<String> path, JsonNode node) {
    this.lines = lines;
    this.path = path;
    this.node = node;
  }

  /**
   * Reads a text whose top is an object.
   *
   * @throws IllegalArgumentException when it is neither YAML nor JSON
   */
  public static Input read(String text) {
    try {
      JsonNode top = new YAMLMapper().readTree(text);
      return new Input(new Lines(text), List.of(), top == null ? MissingNode.getInstance() : top);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      // The indented lines of the message draw the place.
      String what =
          e.getOriginalMessage()
              .lines()
              .filter(part -> !part.startsWith(" "))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(line + "this is neither YAML nor JSON: " + what, e);
    }
  }

  /** The value of a key, perhaps a missing one. */
  public Input at(String key) {
    return child(key, node.path(key));
  }

  /** Whether it is there and not null. */
  public boolean given() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** The node as it is. */
  public JsonNode node() {
    return node;
  }

  /** The object; an empty one when it is missing. */
  public ObjectNode object() {
    if (!given()) {
      return new ObjectNode(JsonNodeFactory.instance);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw wrong("an object of keys and values");
  }

  /** The object's values by key, in order, if only these keys are in it. */
  public Map<String, Input> only(String... known) {
    Map<String, Input> fields = fields();
    for (String key : fields.keySet()) {
      if (!List.of(known).contains(key)) {
        throw fault(
            at(key).path, "there is no '" + key + "' here; known are " + String.join(", ", known));
      }
    }
    return fields;
  }

  /** The object's values by key, in order. */
  public Map<String, Input> fields() {
    Map<String, Input> fields = new LinkedHashMap<>();
    object()
        .properties()
        .forEach(entry -> fields.put(entry.getKey(), child(entry.getKey(), entry.getValue())));
    return fields;
  }

  /** The items of a list; none when it is missing. */
  public List<Input> items() {
    if (!given()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong("a list");
    }
    List<Input> items = new ArrayList<>();
    for (JsonNode item : node) {
      items.add(child(String.valueOf(items.size()), item));
    }
    return items;
  }

  /** A text, or a number or flag as text. */
  public String text(String fallback) {
    return value(fallback, "a text", one -> one.isValueNode(), one -> one.asText());
  }

  /** A whole number of at least {@code least} and at most {@code most}. */
  public long whole(long fallback, long least, long most) {
    String bound = most == Long.MAX_VALUE ? " up" : " to " + most;
    return value(
        fallback,
        "a whole number from " + least + bound,
        one ->
            one.isIntegralNumber()
                && one.canConvertToLong()
                && one.asLong() >= least
                && one.asLong() <= most,
        one -> one.asLong());
  }

  /** A number from 0 to 1. */
  public double ratio(double fallback) {
    return value(
        fallback,
        "a number from 0 to 1",
        one -> one.isNumber() && one.asDouble() >= 0 && one.asDouble() <= 1,
        one -> one.asDouble());
  }

  /** A constant of an enumeration, in any case. */
  public <E extends Enum<E>> E word(E fallback) {
    if (!given()) {
      return fallback;
    }
    List<String> words = new ArrayList<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
      if (constant.name().equalsIgnoreCase(node.asText())) {
        return constant;
      }
    }
    throw wrong("one of " + String.join(", ", words));
  }

  /** That this value is not what the rule demands. */
  public IllegalArgumentException wrong(String rule) {
    return fault(path, given() ? node + " is wrong; give " + rule : "is missing; give " + rule);
  }

  /** Another complaint about this place. */
  public IllegalArgumentException complaint(String text) {
    return fault(path, text);
  }

  /** The place for people, such as {@code faults[0].act}. */
  public String place() {
    return place(path);
  }

  private <T> T value(
      T fallback, String rule, Predicate<JsonNode> fits, Function<JsonNode, T> get) {
    if (!given()) {
      return fallback;
    }
    if (!fits.test(node)) {
      throw wrong(rule);
    }
    return get.apply(node);
  }

  private Input child(String key, JsonNode value) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return new Input(lines, List.copyOf(longer), value);
  }

  private IllegalArgumentException fault(List<String> where, String text) {
    Integer line = lines.of(where);
    String place = place(where);
    return new IllegalArgumentException(
        (line == null ? "" : "line " + line + ", ")
            + (place.isEmpty() ? "the text" : place)
            + ": "
            + text);
  }

  private static String place(List<String> path) {
    StringBuilder place = new StringBuilder();
    for (String key : path) {
      boolean index = !key.isEmpty() && key.chars().allMatch(Character::isDigit);
      place.append(index ? "[" : place.isEmpty() ? "" : ".").append(key).append(index ? "]" : "");
    }
    return place.toString();
  }
}
