package io.trunkline.analytics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What figures are about. */
public enum SubjectKind {
  /** All trunks of an org, and the calls of no known trunk. */
  ORG,
  /** The trunks whose calls are counted for a site. */
  SITE,
  /** The trunks of an edge, and its calls of no known trunk. */
  EDGE,
  /** A trunk base: one carrier's trunk over all its edges. */
  BASE,
  /** A runtime trunk. */
  TRUNK,
  /** The calls of an edge whose trunk is not known. */
  UNATTRIBUTED,
  /** A SIP server that is checked. */
  TARGET;

  /** As stored and as spelt in the API. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this token. */
  public static Optional<SubjectKind> of(String token) {
    return Arrays.stream(values()).filter(kind -> kind.token().equals(token)).findFirst();
  }
}
