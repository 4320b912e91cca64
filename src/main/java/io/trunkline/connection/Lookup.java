package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was found under a name. Names compare exactly; neighbours are objects whose names differ in
 * letter case only, for people to look at.
 */
public sealed interface Lookup {

  /**
   * Objects that have the name in other letter case.
   *
   * @return in the order of the inventory
   */
  List<JsonNode> neighbours();

  /** No object has the name. */
  record None(List<JsonNode> neighbours) implements Lookup {}

  /** Exactly one object has the name. */
  record One(JsonNode object, List<JsonNode> neighbours) implements Lookup {}

  /** Several objects have the name, and nothing tells which one is meant. */
  record Several(List<JsonNode> objects, List<JsonNode> neighbours) implements Lookup {}

  /** Looks through objects that are not deleted. */
  static Lookup named(String name, List<JsonNode> objects, Predicate<JsonNode> eligible) {
    List<JsonNode> matches = new ArrayList<>();
    List<JsonNode> neighbours = new ArrayList<>();
    for (JsonNode object : objects) {
      String other = object.path("name").asText();
      if (name.equalsIgnoreCase(other) && OrgIndex.live(object) && eligible.test(object)) {
        (name.equals(other) ? matches : neighbours).add(object);
      }
    }
    return switch (matches.size()) {
      case 0 -> new None(List.copyOf(neighbours));
      case 1 -> new One(matches.get(0), List.copyOf(neighbours));
      default -> new Several(List.copyOf(matches), List.copyOf(neighbours));
    };
  }
}
