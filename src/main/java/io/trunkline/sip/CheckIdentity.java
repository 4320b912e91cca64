package io.trunkline.sip;

/**
 * The random names of one check: one Call-ID and From tag for all its requests (RFC 3261 section
 * 10.2), and a new branch for each.
 */
final class CheckIdentity {
  private static final int BYTES = 16;

  private final String name;
  private int branches;

  CheckIdentity(RandomNames names) {
    name = names.next(BYTES);
  }

  String callId() {
    return name;
  }

  String tag() {
    return name.substring(0, 12);
  }

  /** User part of our Contact: marks the binding as this check's. */
  String contactUser() {
    return "trunkline-" + name.substring(12, 24);
  }

  String nextBranch() {
    branches++;
    return "z9hG4bK" + name + "." + branches;
  }
}
