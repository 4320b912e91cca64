package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a Genesys object, {@code DomainEntityRef} of the fact sheet, 3.1.
 *
 * @param id {@code null} while the object is still to be made
 */
public record Reference(@Nullable String id, String name, @Nullable String selfUri) {

  /**
   * A reference to an object that is still to be made.
   *
   * @param name its name
   * @return a reference without an id
   */
  public static Reference toBeMade(String name) {
    return new Reference(null, name, null);
  }

  /**
   * A reference to an object that was read.
   *
   * @param object with {@code id} and {@code name}
   * @return a reference to it
   */
  public static Reference to(JsonNode object) {
    return new Reference(text(object, "id"), object.path("name").asText(), text(object, "selfUri"));
  }

  /**
   * The wire shape.
   *
   * @return an object with what is known of {@code id}, {@code name} and {@code selfUri}
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (id != null) {
      json.put("id", id);
    }
    json.put("name", name);
    if (selfUri != null) {
      json.put("selfUri", selfUri);
    }
    return json;
  }

  /** Whether both mean one object: by id, or by name while neither has one. */
  static boolean same(JsonNode one, JsonNode other) {
    String key = one.hasNonNull("id") || other.hasNonNull("id") ? "id" : "name";
    return one.hasNonNull(key) && one.path(key).equals(other.path(key));
  }

  private static @Nullable String text(JsonNode object, String field) {
    return object.hasNonNull(field) ? object.path(field).asText() : null;
  }
}
