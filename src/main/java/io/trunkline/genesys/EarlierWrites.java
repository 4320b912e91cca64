package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.FieldChange;
import io.trunkline.genesys.HttpSettings.LastRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one object that earlier attempts of the same step intended, without those that the
 * platform refused.
 */
record EarlierWrites(List<JsonNode> writes, LastRequest last) {
  static final EarlierWrites NONE = new EarlierWrites(List.of(), LastRequest.UNKNOWN);

  EarlierWrites {
    writes = List.copyOf(writes);
  }

  /**
   * Those of one object, with the times after which nothing of them is under way.
   *
   * @param journaled array of entries with {@code write}; null for none
   */
  static EarlierWrites of(@Nullable JsonNode journaled, String path, String name) {
    List<JsonNode> open = new ArrayList<>();
    List<Instant> underWay = new ArrayList<>();
    Instant answered = null;
    if (journaled != null) {
      for (JsonNode entry : journaled) {
        JsonNode write = entry.path("write");
        boolean sameObject =
            write.path("path").asText().equals(path) && write.path("name").asText().equals(name);
        if (!sameObject) {
          continue;
        }
        Instant at = Instant.parse(entry.path("at").asText());
        // What the platform said of a request follows that request at once.
        if (write.path("refused").asBoolean()) {
          open.remove(open.size() - 1);
          underWay.remove(underWay.size() - 1);
        } else if (write.path("answered").asBoolean()) {
          underWay.remove(underWay.size() - 1);
          answered = at;
        } else {
          open.add(write);
          underWay.add(at);
        }
      }
    }
    Instant sent = underWay.isEmpty() ? null : underWay.get(underWay.size() - 1);
    return new EarlierWrites(open, new LastRequest(sent, answered));
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** Whether one of them would have made the object. */
  boolean creates() {
    return writes.stream().anyMatch(write -> write.path("method").asText().equals("POST"));
  }

  /** What the updates among them wanted: per field the first value before, the last one after. */
  List<FieldChange> changes() {
    Map<String, FieldChange> changes = new LinkedHashMap<>();
    for (JsonNode write : writes) {
      for (JsonNode change : write.path("changes")) {
        String path = change.path("path").asText();
        FieldChange first = changes.get(path);
        JsonNode before = change.path("before").isNull() ? null : change.path("before");
        changes.put(
            path,
            new FieldChange(path, first == null ? before : first.before(), change.path("after")));
      }
    }
    return List.copyOf(changes.values());
  }
}
