package io.trunkline.run;

/** An operator asked for something that the run's state does not allow. Nothing was changed. */
public final class RunRefused extends RuntimeException {
  private final Reason reason;

  /** With a message that says what to do instead. */
  public RunRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The kinds of refusal. */
  public enum Reason {
    /** No run has this id. */
    UNKNOWN,
    /** The run's state does not allow it. */
    STATE,
    /** The idempotency key was used for another spec. */
    KEY_REUSED
  }
}
