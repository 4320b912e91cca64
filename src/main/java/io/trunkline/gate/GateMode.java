package io.trunkline.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a carrier that does not pass means for a provisioning run. */
public enum GateMode {
  /** Nobody is asked. */
  OFF,
  /** It is told, and the run goes on. */
  WARN,
  /** Nothing is written. */
  REFUSE;

  /** The mode of this name in any case, or empty. */
  public static Optional<GateMode> named(String name) {
    return Arrays.stream(values()).filter(mode -> mode.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The word in settings and JSON. */
  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
