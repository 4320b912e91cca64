package io.trunkline.simulator;

import org.jspecify.annotations.Nullable;

/** The simulator cannot start; the message is one line that says why and what to do. */
public final class SimulatorException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it cannot start. */
  public enum Reason {
    PORT_IN_USE,
    ADDRESS_NOT_USABLE,
    STATE_NOT_WRITABLE,
    STATE_LOCKED,
    STATE_DAMAGED,
    INPUT_NOT_USABLE
  }

  private final Reason reason;

  SimulatorException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
