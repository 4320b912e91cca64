package io.trunkline.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The text of one commit in the state file: an array of changes, each with its kind {@code k} and
 * either the entity {@code v} or the id {@code d} of what is gone.
 */
final class CommitLine {
  private CommitLine() {}

  static byte[] put(Entity entity) {
    byte[] json = entity.json();
    ByteArrayOutputStream change = new ByteArrayOutputStream(json.length + 40);
    change.writeBytes(
        ("{\"k\":\"" + entity.kind().word() + "\",\"v\":").getBytes(StandardCharsets.UTF_8));
    change.writeBytes(json);
    change.write('}');
    return change.toByteArray();
  }

  static byte[] remove(Kind kind, String id) {
    return Json.bytes(Json.object().put("k", kind.word()).put("d", id));
  }

  static byte[] of(List<byte[]> changes) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.write('[');
    for (int i = 0; i < changes.size(); i++) {
      if (i > 0) {
        line.write(',');
      }
      line.writeBytes(changes.get(i));
    }
    line.write(']');
    return line.toByteArray();
  }

  static void replay(byte[] line, Consumer<Entity> put, BiConsumer<Kind, String> remove) {
    try {
      for (JsonNode change : Json.MAPPER.readTree(line)) {
        Kind kind = Kind.of(change.path("k").asText());
        if (change.get("v") instanceof ObjectNode tree) {
          put.accept(Entity.of(kind, tree));
        } else {
          remove.accept(kind, change.path("d").asText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
