package io.trunkline.simulator.resource;

import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.Collection;
import java.util.function.Supplier;

/** What is unique over all organizations of the region. */
final class Region {
  private final Supplier<Collection<Org>> orgs;

  Region(Supplier<Collection<Org>> orgs) {
    this.orgs = orgs;
  }

  /** Whether a SIP termination identifier belongs to another trunk base than the given one. */
  boolean holdsIdentifier(Org asking, String identifier, String id) {
    for (Org org : orgs.get()) {
      String holder = org.holderOf(Kind.TRUNK_BASE, identifier);
      if (holder != null && !(org == asking && holder.equals(id))) {
        return true;
      }
    }
    return false;
  }
}
