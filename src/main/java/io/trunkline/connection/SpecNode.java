package io.trunkline.connection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed YAML or JSON document that still knows where everything stood. */
sealed interface SpecNode {
  Position at();

  /** What people call this kind of value, in the words of both YAML and JSON users. */
  String shape();

  /** Keys with their values, in the order of the file. */
  record Mapping(Position at, Map<String, Entry> entries) implements SpecNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String shape() {
      return "a group of keys";
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
  }

  /** A single value, with the type that YAML 1.2's core schema (or JSON) gives it. */
  record Scalar(Position at, String text, ScalarType type) implements SpecNode {
    @Override
    public String shape() {
      return type.words();
    }
  }
}
