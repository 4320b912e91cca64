package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.function.Predicate;

/** What all telephony entities share: identity, dates, version, state, name (fact sheet 3.1). */
final class Life {
  static final String EDGES = "/api/v2/telephony/providers/edges";

  private Life() {}

  /** The entity as a GET shows it. */
  static Entity read(Call call, Kind kind, String variable) {
    Entity entity = call.org().read(kind, call.variable(variable));
    if (entity == null) {
      throw Refusal.notFound();
    }
    return entity;
  }

  /** The entity as it truly is, for a change. */
  static Entity find(Call call, Kind kind, String variable) {
    Entity entity = call.org().find(kind, call.variable(variable));
    if (entity == null) {
      throw Refusal.notFound();
    }
    return entity;
  }

  /** The entity as it truly is, for a change that Genesys allows to customers. */
  static Entity unmanaged(Call call, Kind kind, String variable, String what) {
    Entity entity = find(call, kind, variable);
    if (entity.managed()) {
      throw Refusal.conflict(409, what + " '" + entity.name() + "' is managed by Genesys.");
    }
    return entity;
  }

  /** A new entity's first fields. */
  static ObjectNode born(Call call, Fields fields) {
    String now = Json.date(call.org().now());
    ObjectNode tree = Json.object();
    tree.put("id", call.org().newId());
    fields.copy(tree, "name", "division", "description");
    tree.put("version", 1);
    tree.put("dateCreated", now);
    tree.put("dateModified", now);
    tree.put("state", "active");
    tree.put("modifiedByApp", call.clientId());
    tree.put("createdByApp", call.clientId());
    return tree;
  }

  /** The first fields of an entity's next version; what the new body leaves out is gone (PUT). */
  static ObjectNode replaced(Call call, Entity before, Fields fields) {
    ObjectNode old = before.tree();
    ObjectNode tree = Json.object();
    tree.put("id", before.id());
    fields.copy(tree, "name", "division", "description");
    tree.put("version", before.version() + 1);
    tree.set("dateCreated", old.get("dateCreated"));
    tree.put("dateModified", Json.date(call.org().now()));
    tree.put("state", old.path("state").asText("active"));
    tree.put("modifiedByApp", call.clientId());
    if (old.has("createdByApp")) {
      tree.set("createdByApp", old.get("createdByApp"));
    }
    return tree;
  }

  /** Refuses a write that was made on another version than the stored one (4.3). */
  static void checkVersion(Call call, Entity stored, Fields fields) {
    JsonNode version = fields.get("version");
    if (version == null) {
      if (call.org().settings().flag("versions.required")) {
        fields.missing("version");
      }
    } else if (version.asInt() != stored.version()) {
      throw Refusal.conflict(
          (int) call.org().settings().number("versions.telephonyStatus"),
          "The version number of the modified resource must match the version number in the"
              + " database.");
    }
  }

  /** Refuses a name that another entity of the kind holds, of those that {@code among} picks. */
  static void checkName(
      Call call, Kind kind, String id, Fields fields, String what, Predicate<Entity> among) {
    JsonNode name = fields.get("name");
    if (name == null || call.org().settings().flag("names.telephonyDuplicates")) {
      return;
    }
    for (Entity other : call.org().named(kind, name.asText())) {
      if (!other.id().equals(id) && among.test(other)) {
        throw Refusal.conflict(
            (int) call.org().settings().number("names.duplicateStatus"),
            what + " with name '" + name.asText() + "' already exists.");
      }
    }
  }

  /** Stores a changed entity and carries a new name to everything that mentions it. */
  static Entity store(Org org, Kind kind, ObjectNode tree) {
    Entity before = org.find(kind, tree.path("id").asText());
    Entity after = org.put(kind, tree);
    if (before != null && !before.name().equals(after.name())) {
      for (Kind referring : Kind.values()) {
        for (Entity entity : org.referrers(referring, after.id())) {
          ObjectNode changed = entity.tree();
          changed.forEach(child -> rename(child, after));
          org.put(referring, changed);
        }
      }
    }
    return after;
  }

  private static void rename(JsonNode node, Entity named) {
    if (node instanceof ObjectNode object
        && object.has("name")
        && named.id().equals(object.path("id").asText())) {
      object.put("name", named.name());
    }
    node.forEach(child -> rename(child, named));
  }
}
