package io.trunkline.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where one step of one connection stands. */
public enum StepState {
  /**
   * The intent is committed and no result is: whatever the step does may or may not have happened.
   */
  INTENDED,
  /** The result is committed; a resume skips the step. */
  FINISHED,
  /** The last attempt failed; what it did before failing is in doubt. */
  FAILED,
  /** The undo's intent is committed and no result of the undo is. */
  UNDOING,
  /** Undone, or nothing to undo. */
  UNDONE,
  /** The undo failed, or no undo route exists for something this run made. */
  LEFT;

  /** The word used in the API and the store. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state whose {@link #text()} this is. */
  public static StepState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
