package io.trunkline.event;

import java.util.Locale;

/** How a trunk is, all in all. */
public enum TrunkStatus {
  /** It takes calls. */
  UP,
  /** It takes calls, but not everything that it needs is well. */
  DEGRADED,
  /** It takes no calls. */
  DOWN,
  /** Nothing is known that is recent enough. */
  UNKNOWN;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word for it in JSON and in the database. */
  public String text() {
    return text;
  }

  /** The status of a word that {@link #text} gave. */
  static TrunkStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
