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
   * @param orgs by name
   * @param defaultOrg the one that is meant where none is named; empty for the only one, or for
   *     none where there are several, so that nothing is ever written to an org that nobody named
   * @throws OrgSettingsException when the default org is not among them
   */
  public Orgs(Map<String, Org> orgs, String defaultOrg) {
    this.orgs = new TreeMap<>(orgs);
    boolean only = defaultOrg.isEmpty() && orgs.size() == 1;
    this.defaultOrg = only ? orgs.keySet().iterator().next() : defaultOrg;
    if (!this.defaultOrg.isEmpty()) {
      get(this.defaultOrg);
    }
  }

  /**
   * The org that is meant where none is named.
   *
   * @throws OrgSettingsException when there is none
   */
  public String defaultOrg() {
    if (defaultOrg.isEmpty()) {
      throw new OrgSettingsException(
          orgs.isEmpty() ? "no org is configured" : "several orgs are configured and none is named",
          orgs.isEmpty()
              ? "Set the region, clientId and clientSecret of one, or trunkline.simulator = on."
              : "Name one of " + names() + " by --org, by `org` in the file, or by trunkline.org.");
    }
    return defaultOrg;
  }

  /** Whether this is the org that is meant where none is named. */
  public boolean isDefault(Org org) {
    return org.name().equals(defaultOrg);
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
              + names()
              + ", or set trunkline.orgs."
              + name
              + ".region, .clientId and .clientSecret.");
    }
    return org;
  }

  private String names() {
    return String.join(", ", orgs.keySet());
  }

  /** All orgs, by name. */
  public Collection<Org> all() {
    return orgs.values();
  }
}
