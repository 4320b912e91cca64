package io.trunkline.alert;

import java.util.Locale;

/** How bad it is, in the words of Prometheus' rules. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** As spelt in rules and events. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
