package io.trunkline.connection;

/** The kinds of Genesys objects that a connection is made of. */
public enum Kind {
  /** A licensed product of the org. */
  PRODUCT("product", "product"),
  /** A certificate authority that premises edges trust. */
  CERTIFICATE_AUTHORITY("certificateAuthority", "certificate authority"),
  /** A location. */
  LOCATION("location", "location"),
  /** A site. */
  SITE("site", "site"),
  /** A trunk base: the configuration of a trunk. */
  TRUNK_BASE("trunkBase", "trunk base"),
  /** An outbound route of a site. */
  OUTBOUND_ROUTE("outboundRoute", "outbound route");

  private final String resource;
  private final String words;

  Kind(String resource, String words) {
    this.resource = resource;
    this.words = words;
  }

  /**
   * The name that routes and JSON use.
   *
   * @return such as {@code trunkBase}
   */
  public String resource() {
    return resource;
  }

  /**
   * The name in a sentence.
   *
   * @return such as {@code trunk base}
   */
  public String words() {
    return words;
  }
}
