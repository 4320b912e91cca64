package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole organization as one JSON document in the shapes of the API, so that what somebody
 * collected from a real organization by list calls can be read in.
 */
public final class OrgDocument {
  private static final List<Kind> LISTS =
      List.of(
          Kind.LOCATION,
          Kind.SITE,
          Kind.TRUNK_BASE,
          Kind.EDGE_GROUP,
          Kind.EDGE,
          Kind.LOGICAL_INTERFACE,
          Kind.OUTBOUND_ROUTE,
          Kind.TRUNK,
          Kind.CERTIFICATE_AUTHORITY);

  private final Metabases metabases;
  private final TrunkProperties properties;
  private final Trunks trunks;

  OrgDocument(Metabases metabases, Trunks trunks) {
    this.metabases = metabases;
    this.properties = new TrunkProperties(metabases);
    this.trunks = trunks;
  }

  /** The organization as it truly is. */
  public ObjectNode write(Org org) {
    ObjectNode document = Json.object();
    org.all(Kind.ORGANIZATION).forEach(one -> document.set("organization", one.tree()));
    for (Kind kind : LISTS) {
      ArrayNode list = document.putArray(kind.word());
      for (Entity entity : org.all(kind)) {
        list.add(shown(org, entity));
      }
    }
    ObjectNode plans = document.putObject(Kind.NUMBER_PLANS.word());
    org.all(Kind.NUMBER_PLANS).forEach(one -> plans.set(one.id(), one.tree().get("plans")));
    return document;
  }

  /** The organization without what tells whose it is. */
  public ObjectNode writeAnonymized(Org org) {
    return new Anonymizer().anonymized(write(org));
  }

  /**
   * Replaces the organization's content; settings and clients stay. The caller commits.
   *
   * @throws IllegalArgumentException naming the entity and what is wrong; nothing was changed
   */
  public void read(Org org, ObjectNode document) {
    check(document);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.CLIENT && kind != Kind.SETTINGS) {
        Trunks.ids(org.all(kind)).forEach(id -> org.remove(kind, id));
      }
    }
    if (document.get("organization") instanceof ObjectNode organization) {
      org.put(Kind.ORGANIZATION, organization);
    }
    for (Kind kind : LISTS) {
      for (JsonNode node : entities(document, kind)) {
        org.put(kind, stored(org, kind, (ObjectNode) node));
      }
    }
    addNumberPlans(org, document.path(Kind.NUMBER_PLANS.word()));
    trunks.refresh(org, Trunks.ids(org.all(Kind.TRUNK_BASE)));
  }

  /** An entity in the shape of the API. */
  public ObjectNode shown(Org org, Entity entity) {
    ObjectNode tree = entity.tree();
    return entity.kind() == Kind.TRUNK_BASE ? properties.shown(tree, org.settings()) : tree;
  }

  private ObjectNode stored(Org org, Kind kind, ObjectNode tree) {
    tree.put("version", tree.path("version").asInt(1));
    tree.put("state", tree.path("state").asText("active"));
    if (kind == Kind.TRUNK_BASE) {
      tree.set("properties", properties.stored(org.settings(), new Fields(tree), metabase(tree)));
    }
    return tree;
  }

  // A real organization may have kinds of trunk that are not in our catalog; they stay as they are.
  private Metabases.Metabase metabase(ObjectNode trunkBase) {
    JsonNode given = trunkBase.path("trunkMetabase");
    Metabases.Metabase known = metabases.find(given.path("id").asText());
    return known != null
        ? known
        : new Metabases.Metabase(
            given.path("id").asText(),
            given.path("name").asText(),
            "",
            trunkBase.path("trunkType").asText(),
            Map.of());
  }

  // A list, or the answer of a list call as it came.
  private static JsonNode entities(ObjectNode document, Kind kind) {
    JsonNode given = document.path(kind.word());
    JsonNode list = given.has("entities") ? given.path("entities") : given;
    if (!list.isArray() && !list.isMissingNode()) {
      throw new IllegalArgumentException("'" + kind.word() + "' is not a list");
    }
    return list;
  }

  private static void check(ObjectNode document) {
    if (!(document.get("organization") instanceof ObjectNode)) {
      throw new IllegalArgumentException(
          "the document has no object 'organization'; start from GET /__sim/export");
    }
    Set<String> ids = new HashSet<>();
    for (Kind kind : LISTS) {
      for (JsonNode node : entities(document, kind)) {
        String id = node.path("id").asText("");
        if (id.isEmpty() || !(node instanceof ObjectNode)) {
          throw new IllegalArgumentException("an entity of " + kind.word() + " has no id");
        }
        if (!ids.add(id)) {
          throw new IllegalArgumentException("the id " + id + " occurs twice");
        }
      }
    }
    checkReferences(document, ids);
  }

  private static void checkReferences(ObjectNode document, Set<String> ids) {
    for (JsonNode site : entities(document, Kind.SITE)) {
      require(ids, site, "location");
    }
    for (JsonNode route : entities(document, Kind.OUTBOUND_ROUTE)) {
      require(ids, route, "site");
    }
  }

  private static void require(Set<String> ids, JsonNode node, String field) {
    String id = node.path(field).path("id").asText("");
    if (!ids.contains(id)) {
      throw new IllegalArgumentException(
          "'"
              + node.path("name").asText()
              + "' refers to "
              + field
              + " '"
              + id
              + "', which is not in the document");
    }
  }

  private static void addNumberPlans(Org org, JsonNode plans) {
    for (Entity site : org.all(Kind.SITE)) {
      if (plans.get(site.id()) instanceof ArrayNode given) {
        NumberPlans.put(org, site.id(), given);
      } else {
        NumberPlans.addDefaults(org, site.id());
      }
    }
  }
}
