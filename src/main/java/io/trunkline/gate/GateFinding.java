package io.trunkline.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What the gate found out about one SIP server.
 *
 * @param target the URI that was asked
 * @param method OPTIONS, which decides, or REGISTER, which only warns
 * @param text what was seen, in a sentence
 * @param fix what a person should do about it, empty when all is well
 */
public record GateFinding(String target, String method, Level level, String text, String fix) {
  /** How good or bad it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Good enough to go on, and still wants attention. */
    WARNING,
    /** The trunk cannot work with this server. */
    FAILED,
    /** The question could not be put: never taken for a yes. */
    UNKNOWN;

    /** The word in reports and JSON. */
    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
