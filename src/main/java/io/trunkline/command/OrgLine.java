package io.trunkline.command;

import io.trunkline.genesys.Org;

/** How an org is named in every output, so that nobody takes the simulated one for real. */
final class OrgLine {
  private OrgLine() {}

  static String of(Org org) {
    return "org " + org.name() + (org.simulated() ? " (simulated org)" : " (" + org.apiUrl() + ")");
  }
}
