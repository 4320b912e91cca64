package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an org holds, read once by list calls to their last pages, on the wire shapes of the fact
 * sheet (3.2 to 3.7). Objects in state {@code deleted} are not found.
 *
 * @param products of {@code GET authorization/products}
 * @param locations of {@code GET locations}
 * @param sites of {@code GET sites}, managed ones included
 * @param trunkBases of {@code GET trunkbasesettings}, with {@code properties}
 * @param outboundRoutes of {@code GET outboundroutes}, each naming the site it belongs to
 */
public record Inventory(
    List<JsonNode> products,
    List<JsonNode> locations,
    List<JsonNode> sites,
    List<JsonNode> trunkBases,
    List<JsonNode> outboundRoutes) {

  /** An org that holds nothing. */
  public static final Inventory EMPTY =
      new Inventory(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Keeps the lists from changing. */
  public Inventory {
    products = List.copyOf(products);
    locations = List.copyOf(locations);
    sites = List.copyOf(sites);
    trunkBases = List.copyOf(trunkBases);
    outboundRoutes = List.copyOf(outboundRoutes);
  }

  /**
   * Whether the org has a product.
   *
   * @param id such as {@code byoc}
   * @return whether it is licensed
   */
  public boolean hasProduct(String id) {
    return products.stream().anyMatch(product -> product.path("id").asText().equals(id));
  }

  /**
   * A location by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup location(String name) {
    return Lookup.named(name, locations, any -> true);
  }

  /**
   * A site of the org's own by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup site(String name) {
    return Lookup.named(name, sites, site -> !site.path("managed").asBoolean());
  }

  /**
   * The site that Genesys manages for BYOC Cloud, {@link DesiredState#MANAGED_SITE}.
   *
   * @return what was found
   */
  public Lookup managedSite() {
    return Lookup.named(DesiredState.MANAGED_SITE, sites, site -> site.path("managed").asBoolean());
  }

  /**
   * An external trunk base by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup trunkBase(String name) {
    return Lookup.named(
        name, trunkBases, base -> base.path("trunkType").asText("EXTERNAL").equals("EXTERNAL"));
  }

  /**
   * Trunk bases that use an inbound termination identifier, which counts without letter case as
   * host names do.
   *
   * @param identifier the value of {@code trunk_sip_termination_uri}
   * @return in the order of the inventory
   */
  public List<JsonNode> trunkBasesTerminating(String identifier) {
    return trunkBases.stream()
        .filter(Inventory::live)
        .filter(base -> terminationIdentifier(base).equalsIgnoreCase(identifier))
        .toList();
  }

  /**
   * An outbound route of a site.
   *
   * @param site whose route
   * @param name exact
   * @return what was found
   */
  public Lookup outboundRoute(Reference site, String name) {
    JsonNode wanted = site.toJson();
    return Lookup.named(name, outboundRoutes, route -> Reference.same(wanted, route.path("site")));
  }

  /** The same org with one object more, or with the object of the same identity replaced. */
  Inventory with(Kind kind, JsonNode object) {
    return new Inventory(
        products,
        kind == Kind.LOCATION ? replaced(locations, object) : locations,
        kind == Kind.SITE ? replaced(sites, object) : sites,
        kind == Kind.TRUNK_BASE ? replaced(trunkBases, object) : trunkBases,
        kind == Kind.OUTBOUND_ROUTE ? replaced(outboundRoutes, object) : outboundRoutes);
  }

  static boolean live(JsonNode object) {
    return !object.path("state").asText().equals("deleted");
  }

  private static String terminationIdentifier(JsonNode base) {
    return base.path("properties")
        .path(TrunkProperty.TERMINATION_IDENTIFIER)
        .path("value")
        .path("instance")
        .asText();
  }

  private static List<JsonNode> replaced(List<JsonNode> objects, JsonNode object) {
    Predicate<JsonNode> other = present -> !identity(present).equals(identity(object));
    List<JsonNode> result = new ArrayList<>(objects.stream().filter(other).toList());
    result.add(object);
    return result;
  }

  /** The id, or name and site of an object that has none yet. */
  private static String identity(JsonNode object) {
    return object.hasNonNull("id")
        ? object.path("id").asText()
        : object.path("site") + "/" + object.path("name").asText();
  }
}
