package io.trunkline.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a run, or one connection of it, stands. */
public enum RunState {
  /** Accepted; an older run still works on one of its connections. */
  WAITING,
  /** Its steps are being executed, or will be again as soon as a node picks it up. */
  RUNNING,
  /** Every step of every connection finished. */
  SUCCEEDED,
  /** A step failed; the finished steps stand and a resume goes on from there. */
  FAILED,
  /** Its finished steps are being undone, backwards. */
  UNDOING,
  /** Everything this run made or changed is undone. */
  ROLLED_BACK,
  /** An undo failed; the run's problem lists what is left and how to finish. */
  NEEDS_ATTENTION;

  /** The word used in the API, the store and on the terminal, such as {@code rolled-back}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state whose {@link #text()} this is. */
  public static RunState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** True when nothing happens any more unless an operator asks for it. */
  public boolean ended() {
    return switch (this) {
      case WAITING, RUNNING, UNDOING -> false;
      case SUCCEEDED, FAILED, ROLLED_BACK, NEEDS_ATTENTION -> true;
    };
  }
}
