package io.trunkline.sip;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The random names of one check: one Call-ID and From tag for all its requests (RFC 3261 section
 * 10.2), and a new branch for each.
 */
final class CheckIdentity {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES = 16;

  private final String name;
  private int branches;

  CheckIdentity(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    name = HEX.formatHex(bytes);
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
