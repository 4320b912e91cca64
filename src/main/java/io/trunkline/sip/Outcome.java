package io.trunkline.sip;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a check says in one word. */
public enum Outcome {
  /** The wanted answer came. */
  OK,
  /** The peer, or the way to it, said or showed no. */
  FAILED,
  /** The question could not be put: no statement about the trunk. */
  UNKNOWN;

  /** The word in JSON, metrics and reports. */
  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
