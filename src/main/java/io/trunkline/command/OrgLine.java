package io.trunkline.command;

import io.trunkline.genesys.Org;

/** How an org is named in every output, so that nobody takes the simulated one for real. */
final class OrgLine {
  private OrgLine() {}

  static String of(Org org) {
    return "org " + org.name() + (org.simulated() ? " (simulated org)" : " (" + org.apiUrl() + ")");
  }

  /** An org that the running service calls. */
  static String of(String name, boolean simulated) {
    return "org " + name + (simulated ? " (simulated org)" : "");
  }
}
