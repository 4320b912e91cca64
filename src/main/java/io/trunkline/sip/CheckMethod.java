package io.trunkline.sip;

import java.util.Arrays;
import java.util.Optional;

/** What a check sends. */
public enum CheckMethod {
  /** Is the peer alive and does it speak SIP (RFC 3261 section 11)? */
  OPTIONS,
  /** Would it let us register (RFC 3261 section 10)? */
  REGISTER;

  /** The method of this name in any case, or empty. */
  public static Optional<CheckMethod> named(String name) {
    return Arrays.stream(values()).filter(m -> m.name().equalsIgnoreCase(name)).findFirst();
  }
}
