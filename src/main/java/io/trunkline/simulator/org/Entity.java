package io.trunkline.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * One stored thing, immutable. It is held as JSON text, a tenth of the size of its tree, so that a
 * list page is a copy of bytes; what filters and reference checks need is read out once.
 */
public final class Entity {
  private final Kind kind;
  private final String id;
  private final String name;
  private final int version;
  private final boolean managed;
  private final String trunkType;
  private final String uniqueKey;
  private final Set<String> references;
  private final byte[] json;

  private Entity(Kind kind, ObjectNode tree) {
    this.kind = kind;
    this.id = tree.path("id").asText();
    this.name = tree.path("name").asText("");
    this.version = tree.path("version").asInt(1);
    this.managed = tree.path("managed").asBoolean();
    this.trunkType = tree.path("trunkType").asText("").intern();
    this.uniqueKey = uniqueKey(kind, tree);
    Set<String> found = new HashSet<>();
    tree.forEach(child -> collectIds(child, found));
    // The ancestors of a location.
    tree.path("path").forEach(ancestor -> found.add(ancestor.asText()));
    String edgeUri = tree.path("edgeUri").asText("");
    if (!edgeUri.isEmpty()) {
      // A logical interface names its edge by address only.
      found.add(edgeUri.substring(edgeUri.lastIndexOf('/') + 1));
    }
    this.references = Set.copyOf(found);
    this.json = Json.bytes(tree);
  }

  /** Takes a tree with an {@code id}; the tree is not kept. */
  public static Entity of(Kind kind, ObjectNode tree) {
    return new Entity(kind, tree);
  }

  public Kind kind() {
    return kind;
  }

  public String id() {
    return id;
  }

  /** The name, or an empty string for a kind without names. */
  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  public boolean managed() {
    return managed;
  }

  /** {@code EXTERNAL}, {@code PHONE}, {@code EDGE} or empty. */
  public String trunkType() {
    return trunkType;
  }

  /** What must be unique over all organizations of the region, or an empty string. */
  public String uniqueKey() {
    return uniqueKey;
  }

  /** Ids of all entities that this one mentions. */
  public Set<String> references() {
    return references;
  }

  /** A fresh tree that the caller may change. */
  public ObjectNode tree() {
    return Json.own(json);
  }

  /** The JSON text; callers do not change it. */
  public byte[] json() {
    return json;
  }

  private static String uniqueKey(Kind kind, ObjectNode tree) {
    return kind == Kind.TRUNK_BASE
        ? tree.path("properties").path("trunk_sip_termination_uri").asText("")
        : "";
  }

  private static void collectIds(JsonNode node, Set<String> found) {
    if (node.isObject() && node.path("id").isTextual()) {
      found.add(node.path("id").asText());
    }
    if (node.isContainerNode()) {
      node.forEach(child -> collectIds(child, found));
    }
  }
}
