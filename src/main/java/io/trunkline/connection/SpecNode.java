package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed YAML or JSON document that still knows where everything stood. */
sealed interface SpecNode {
  Position at();

  /** What people call this kind of value, in the words of both YAML and JSON users. */
  String shape();

  /** The value as a JSON tree. */
  JsonNode toJson();

  /** Keys with their values, in the order of the file. */
  record Mapping(Position at, Map<String, Entry> entries) implements SpecNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String shape() {
      return "a group of keys";
    }

    @Override
    public JsonNode toJson() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries.forEach((key, entry) -> object.set(key, entry.value().toJson()));
      return object;
    }
  }

  /** A value under a key; the position is the key's. */
  record Entry(Position at, SpecNode value) {}

  /** A list. */
  record Sequence(Position at, List<SpecNode> items) implements SpecNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String shape() {
      return "a list";
    }

    @Override
    public JsonNode toJson() {
      return JsonNodeFactory.instance
          .arrayNode()
          .addAll(items.stream().map(SpecNode::toJson).toList());
    }
  }

  /** A single value, with the type that YAML 1.2's core schema (or JSON) gives it. */
  record Scalar(Position at, String text, ScalarType type) implements SpecNode {
    @Override
    public String shape() {
      return type.words();
    }

    @Override
    public JsonNode toJson() {
      JsonNodeFactory json = JsonNodeFactory.instance;
      return switch (type) {
        case TEXT -> json.textNode(text);
        case BOOLEAN -> json.booleanNode(text.equalsIgnoreCase("true"));
        case NULL -> json.nullNode();
        case NUMBER -> number(json);
      };
    }

    /** The node that Jackson's own parser would make of the same digits. */
    private JsonNode number(JsonNodeFactory json) {
      try {
        BigDecimal number = new BigDecimal(text);
        if (number.scale() != 0) {
          boolean exact = number.precision() < 16 && Math.abs(number.scale()) < 100;
          return exact ? json.numberNode(number.doubleValue()) : json.numberNode(number);
        }
        if (number.precision() > 18) {
          return json.numberNode(number.toBigInteger());
        }
        long whole = number.longValueExact();
        return whole == (int) whole ? json.numberNode((int) whole) : json.numberNode(whole);
      } catch (ArithmeticException | NumberFormatException e) {
        return json.textNode(text);
      }
    }
  }
}
