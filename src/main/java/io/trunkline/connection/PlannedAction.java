package io.trunkline.connection;

import java.util.Locale;

/** What a plan, and later a run, does with one object. */
public enum PlannedAction {
  /** Makes it. */
  CREATE,
  /** Writes the fields that differ. */
  UPDATE,
  /** Leaves it as it is. */
  UNCHANGED,
  /** Takes over what an earlier run made and could not note down. */
  ADOPT,
  /** Does nothing, and tells why. */
  REFUSE;

  /**
   * The word in JSON and on terminals.
   *
   * @return such as {@code create}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
