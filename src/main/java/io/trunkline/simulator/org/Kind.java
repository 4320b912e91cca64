package io.trunkline.simulator.org;

/** What an entity is. The word names it in the state file and in snapshots. */
public enum Kind {
  ORGANIZATION("organization"),
  CLIENT("clients"),
  SETTINGS("settings"),
  LOCATION("locations"),
  SITE("sites"),
  NUMBER_PLANS("numberPlans"),
  TRUNK_BASE("trunkBases"),
  OUTBOUND_ROUTE("outboundRoutes"),
  TRUNK("trunks"),
  TRUNK_METRICS("trunkMetrics"),
  EDGE("edges"),
  EDGE_GROUP("edgeGroups"),
  LOGICAL_INTERFACE("logicalInterfaces"),
  CERTIFICATE_AUTHORITY("certificateAuthorities"),
  SIDE_EFFECT("sideEffects");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** The plural word used in files and answers. */
  public String word() {
    return word;
  }

  /** Whether the kind is the simulator's own book-keeping, not part of the organization. */
  public boolean internal() {
    return this == CLIENT || this == SETTINGS || this == SIDE_EFFECT;
  }

  /** Finds a kind by its word. */
  public static Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind of entity '" + word + "'");
  }
}
