package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The objects of an org by their natural keys. A plan of a thousand connections asks it some
 * thousand times, and adds to it what each connection will make.
 */
final class OrgIndex {
  private final Set<String> products = new HashSet<>();
  private final Map<String, List<JsonNode>> byKey = new HashMap<>();
  private final Map<String, List<JsonNode>> byIdentifier = new HashMap<>();

  private OrgIndex() {}

  static OrgIndex of(Inventory inventory) {
    OrgIndex index = new OrgIndex();
    inventory.products().forEach(product -> index.products.add(product.path("id").asText()));
    inventory
        .certificateAuthorities()
        .forEach(authority -> index.add(Kind.CERTIFICATE_AUTHORITY, authority));
    inventory.locations().forEach(location -> index.add(Kind.LOCATION, location));
    inventory.sites().forEach(site -> index.add(Kind.SITE, site));
    inventory.trunkBases().forEach(base -> index.add(Kind.TRUNK_BASE, base));
    inventory.outboundRoutes().forEach(route -> index.add(Kind.OUTBOUND_ROUTE, route));
    return index;
  }

  boolean hasProduct(String id) {
    return products.contains(id);
  }

  Lookup certificateAuthority(String name) {
    return Lookup.named(name, bucket(Kind.CERTIFICATE_AUTHORITY, "", name), any -> true);
  }

  Lookup location(String name) {
    return Lookup.named(name, bucket(Kind.LOCATION, "", name), any -> true);
  }

  Lookup site(String name) {
    return Lookup.named(
        name, bucket(Kind.SITE, "", name), site -> !site.path("managed").asBoolean());
  }

  Lookup managedSite() {
    String name = DesiredState.MANAGED_SITE;
    return Lookup.named(
        name, bucket(Kind.SITE, "", name), site -> site.path("managed").asBoolean());
  }

  Lookup trunkBase(String name) {
    return Lookup.named(
        name,
        bucket(Kind.TRUNK_BASE, "", name),
        base -> base.path("trunkType").asText("EXTERNAL").equals("EXTERNAL"));
  }

  List<JsonNode> trunkBasesTerminating(String identifier) {
    return byIdentifier.getOrDefault(folded(identifier), List.of()).stream()
        .filter(OrgIndex::live)
        .toList();
  }

  Lookup outboundRoute(Reference site, String name) {
    JsonNode reference = site.toJson();
    return Lookup.named(name, bucket(Kind.OUTBOUND_ROUTE, identity(reference), name), any -> true);
  }

  /**
   * Notes what will be there.
   *
   * @param before what it takes the place of, missing for a new object
   */
  void replace(Kind kind, JsonNode before, JsonNode after) {
    if (!before.isMissingNode()) {
      byKey.getOrDefault(key(kind, before), new ArrayList<>()).remove(before);
      byIdentifier.getOrDefault(identifier(before), new ArrayList<>()).remove(before);
    }
    add(kind, after);
  }

  static boolean live(JsonNode object) {
    return !object.path("state").asText().equals("deleted");
  }

  private void add(Kind kind, JsonNode object) {
    byKey.computeIfAbsent(key(kind, object), key -> new ArrayList<>()).add(object);
    String identifier = identifier(object);
    if (kind == Kind.TRUNK_BASE && !identifier.isEmpty()) {
      byIdentifier.computeIfAbsent(identifier, key -> new ArrayList<>()).add(object);
    }
  }

  private List<JsonNode> bucket(Kind kind, String site, String name) {
    return byKey.getOrDefault(key(kind, site, name), List.of());
  }

  private static String key(Kind kind, JsonNode object) {
    String site = kind == Kind.OUTBOUND_ROUTE ? identity(object.path("site")) : "";
    return key(kind, site, object.path("name").asText());
  }

  private static String key(Kind kind, String site, String name) {
    return kind + "\n" + site + "\n" + folded(name);
  }

  /** Tells sites apart by id, and those that are still to be made by name. */
  private static String identity(JsonNode site) {
    return site.hasNonNull("id")
        ? "id " + site.path("id").asText()
        : "name " + site.path("name").asText();
  }

  private static String identifier(JsonNode base) {
    JsonNode property = base.path("properties").path(TrunkProperty.TERMINATION_IDENTIFIER);
    return folded(property.path("value").path("instance").asText());
  }

  /** Folds letter case as {@link String#equalsIgnoreCase} does. */
  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
