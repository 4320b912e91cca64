package io.trunkline.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has changed in an organization since a moment that was marked. */
public final class Comparison {
  private static final Set<String> STAMPS = Set.of("version", "dateModified", "modifiedByApp");

  private final Map<Kind, Map<String, Entity>> marked = new HashMap<>();

  /** Marks the organization's present state. Entities never change, so this copies no data. */
  public static Comparison mark(Org org) {
    Comparison comparison = new Comparison();
    for (Kind kind : Kind.values()) {
      if (!kind.internal()) {
        Map<String, Entity> byId = new HashMap<>();
        org.all(kind).forEach(entity -> byId.put(entity.id(), entity));
        comparison.marked.put(kind, byId);
      }
    }
    return comparison;
  }

  /** {@code created}, {@code updated} with changed fields, and {@code deleted} since the mark. */
  public ObjectNode since(Org org) {
    ObjectNode diff = Json.object();
    ArrayNode created = diff.putArray("created");
    ArrayNode updated = diff.putArray("updated");
    ArrayNode deleted = diff.putArray("deleted");
    marked.forEach(
        (kind, before) -> {
          Map<String, Entity> gone = new HashMap<>(before);
          for (Entity entity : org.all(kind)) {
            Entity old = gone.remove(entity.id());
            if (old == null) {
              created.add(line(entity));
            } else if (old != entity) {
              addChanges(updated, old, entity);
            }
          }
          gone.values().forEach(entity -> deleted.add(line(entity)));
        });
    return diff;
  }

  private static ObjectNode line(Entity entity) {
    ObjectNode line = Json.object();
    line.put("kind", entity.kind().word()).put("id", entity.id());
    return line.put("name", entity.name()).put("version", entity.version());
  }

  private static void addChanges(ArrayNode updated, Entity before, Entity after) {
    ArrayNode changes = Json.MAPPER.createArrayNode();
    collect("", before.tree(), after.tree(), changes);
    if (!changes.isEmpty()) {
      ObjectNode line = line(after);
      line.set("changes", changes);
      updated.add(line);
    }
  }

  private static void collect(
      String path, @Nullable JsonNode before, @Nullable JsonNode after, ArrayNode changes) {
    if (before instanceof ObjectNode old && after instanceof ObjectNode fresh) {
      Set<String> names = new LinkedHashSet<>();
      old.fieldNames().forEachRemaining(names::add);
      fresh.fieldNames().forEachRemaining(names::add);
      if (path.isEmpty()) {
        names.removeAll(STAMPS);
      }
      names.forEach(name -> collect(path + "/" + name, old.get(name), fresh.get(name), changes));
    } else if (before == null || !before.equals(after)) {
      ObjectNode change = changes.addObject().put("path", path);
      change.set("from", before);
      change.set("to", after);
    }
  }
}
