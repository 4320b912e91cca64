package io.trunkline.event;

import java.util.Locale;

/** How an observation reached us. */
public enum SourceKind {
  /** Somebody posted it to {@code /hooks/{source}}. */
  HOOK,
  /** The org's notification channel sent it. */
  CHANNEL,
  /** We read it from the org's list of trunks: the whole state of a trunk at that moment. */
  POLL,
  /** One of our SIP checks saw it; it tells of the carrier, not of the org. */
  CHECK,
  /** Nothing was heard for too long. */
  STALE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word for it in JSON and in the database. */
  public String text() {
    return text;
  }

  /** The kind of a word that {@link #text} gave. */
  static SourceKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
