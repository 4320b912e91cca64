package io.trunkline.event;

import java.util.Locale;

/** What an accepted event did to its trunk. */
public enum Effect {
  /** It told something new. */
  APPLIED,
  /** It told what was known. */
  UNCHANGED,
  /** Something newer was known already about everything that it tells. */
  LATE,
  /** It is kept as it came: what it tells of which trunk could not be read. */
  UNREADABLE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word for it in JSON and in the database. */
  public String text() {
    return text;
  }
}
