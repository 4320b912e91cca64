package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One field that differs. Secrets are shown as {@link Secrets#SHOWN}.
 *
 * @param path on the wire shape, such as {@code edgeAutoUpdateConfig.start}
 * @param before what the org holds, {@code null} when nothing
 * @param after what it will hold
 */
public record FieldChange(String path, @Nullable JsonNode before, JsonNode after) {

  /**
   * The JSON form.
   *
   * @return {@code path}, {@code before} (may be null) and {@code after}
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("path", path);
    json.set("before", before == null ? JsonNodeFactory.instance.nullNode() : before);
    json.set("after", after);
    return json;
  }
}
