package io.trunkline.genesys;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The orgs of this process, by name. */
public final class Orgs {
  private final Map<String, Org> orgs;
  private final String defaultOrg;

  /**
   * Holds the orgs.
   *
   * @param orgs by name; not empty
   * @param defaultOrg the one that is meant where none is named
   */
  public Orgs(Map<String, Org> orgs, String defaultOrg) {
    this.orgs = new TreeMap<>(orgs);
    this.defaultOrg = defaultOrg;
    get(defaultOrg);
  }

  /** The org that is meant where none is named. */
  public String defaultOrg() {
    return defaultOrg;
  }

  /**
   * An org by name.
   *
   * @throws OrgSettingsException when there is none
   */
  public Org get(String name) {
    Org org = orgs.get(name);
    if (org == null) {
      throw new OrgSettingsException(
          "org " + name + " is not configured",
          "Use one of "
              + String.join(", ", orgs.keySet())
              + ", or set trunkline.orgs."
              + name
              + ".region, .clientId and .clientSecret.");
    }
    return org;
  }

  /** All orgs, by name. */
  public Collection<Org> all() {
    return orgs.values();
  }
}
