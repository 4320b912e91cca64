package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an org holds, read once by list calls to their last pages, on the wire shapes of the fact
 * sheet (3.2 to 3.7). Objects in state {@code deleted} are not found.
 */
public final class Inventory {
  /** An org that holds nothing. */
  public static final Inventory EMPTY =
      new Inventory(List.of(), List.of(), List.of(), List.of(), List.of());

  private final List<JsonNode> products;
  private final List<JsonNode> locations;
  private final List<JsonNode> sites;
  private final List<JsonNode> trunkBases;
  private final List<JsonNode> outboundRoutes;
  private final List<JsonNode> certificateAuthorities;
  private final OrgIndex index;

  /**
   * Keeps what was listed.
   *
   * @param products of {@code GET authorization/products}
   * @param locations of {@code GET locations}
   * @param sites of {@code GET sites}, managed ones included
   * @param trunkBases of {@code GET trunkbasesettings}, with {@code properties}
   * @param outboundRoutes of {@code GET outboundroutes}, each naming the site it belongs to
   */
  public Inventory(
      List<? extends JsonNode> products,
      List<? extends JsonNode> locations,
      List<? extends JsonNode> sites,
      List<? extends JsonNode> trunkBases,
      List<? extends JsonNode> outboundRoutes) {
    this(products, locations, sites, trunkBases, outboundRoutes, List.of());
  }

  /**
   * Keeps what was listed.
   *
   * @param certificateAuthorities of {@code GET certificateauthorities}; empty when no connection
   *     asks for one
   */
  public Inventory(
      List<? extends JsonNode> products,
      List<? extends JsonNode> locations,
      List<? extends JsonNode> sites,
      List<? extends JsonNode> trunkBases,
      List<? extends JsonNode> outboundRoutes,
      List<? extends JsonNode> certificateAuthorities) {
    this.products = List.copyOf(products);
    this.locations = List.copyOf(locations);
    this.sites = List.copyOf(sites);
    this.trunkBases = List.copyOf(trunkBases);
    this.outboundRoutes = List.copyOf(outboundRoutes);
    this.certificateAuthorities = List.copyOf(certificateAuthorities);
    this.index = OrgIndex.of(this);
  }

  /**
   * The products as listed.
   *
   * @return unmodifiable
   */
  public List<JsonNode> products() {
    return products;
  }

  /**
   * The locations as listed.
   *
   * @return unmodifiable
   */
  public List<JsonNode> locations() {
    return locations;
  }

  /**
   * The sites as listed, managed ones included.
   *
   * @return unmodifiable
   */
  public List<JsonNode> sites() {
    return sites;
  }

  /**
   * The trunk bases as listed.
   *
   * @return unmodifiable
   */
  public List<JsonNode> trunkBases() {
    return trunkBases;
  }

  /**
   * The outbound routes of all sites as listed.
   *
   * @return unmodifiable
   */
  public List<JsonNode> outboundRoutes() {
    return outboundRoutes;
  }

  /**
   * The certificate authorities as listed.
   *
   * @return unmodifiable; empty when no connection asked for them
   */
  public List<JsonNode> certificateAuthorities() {
    return certificateAuthorities;
  }

  /**
   * Whether the org has a product.
   *
   * @param id such as {@code byoc}
   * @return whether it is licensed
   */
  public boolean hasProduct(String id) {
    return index.hasProduct(id);
  }

  /**
   * A certificate authority by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup certificateAuthority(String name) {
    return index.certificateAuthority(name);
  }

  /**
   * A location by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup location(String name) {
    return index.location(name);
  }

  /**
   * A site of the org's own by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup site(String name) {
    return index.site(name);
  }

  /**
   * The site that Genesys manages for BYOC Cloud, {@link DesiredState#MANAGED_SITE}.
   *
   * @return what was found
   */
  public Lookup managedSite() {
    return index.managedSite();
  }

  /**
   * An external trunk base by its name.
   *
   * @param name exact
   * @return what was found
   */
  public Lookup trunkBase(String name) {
    return index.trunkBase(name);
  }

  /**
   * Trunk bases that use an inbound termination identifier, which counts without letter case as
   * host names do.
   *
   * @param identifier the value of {@code trunk_sip_termination_uri}
   * @return in the order of the list
   */
  public List<JsonNode> trunkBasesTerminating(String identifier) {
    return index.trunkBasesTerminating(identifier);
  }

  /**
   * An outbound route of a site.
   *
   * @param site whose route
   * @param name exact
   * @return what was found
   */
  public Lookup outboundRoute(Reference site, String name) {
    return index.outboundRoute(site, name);
  }
}
