package io.trunkline.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of one commit in the state file: an array of changes, each with its kind {@code k} and
 * either the entity {@code v} or the id {@code d} of what is gone.
 */
final class CommitLine {
  private CommitLine() {}

  /**
   * One change.
   *
   * @param entity the entity as it is now, or null when it is gone
   */
  record Change(Kind kind, String id, @Nullable Entity entity) {}

  /** Writes a commit with the end of its line. */
  static void write(List<Change> changes, OutputStream out) throws IOException {
    char separator = '[';
    for (Change change : changes) {
      out.write(separator);
      separator = ',';
      Entity entity = change.entity();
      if (entity == null) {
        out.write(Json.bytes(Json.object().put("k", change.kind().word()).put("d", change.id())));
      } else {
        String head = "{\"k\":\"" + change.kind().word() + "\",\"v\":";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(entity.json());
        out.write('}');
      }
    }
    out.write(']');
    out.write('\n');
  }

  /** Reads a commit without the end of its line. */
  static void read(byte[] line, Consumer<Change> each) {
    try {
      for (JsonNode change : Json.MAPPER.readTree(line)) {
        Kind kind = Kind.of(change.path("k").asText());
        if (change.get("v") instanceof ObjectNode tree) {
          Entity entity = Entity.of(kind, tree);
          each.accept(new Change(kind, entity.id(), entity));
        } else {
          each.accept(new Change(kind, change.path("d").asText(), null));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
