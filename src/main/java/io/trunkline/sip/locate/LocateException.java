package io.trunkline.sip.locate;

/** DNS gave no address; the message tells no such name, no record, failure and time-out apart. */
public final class LocateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String text;

  /** Describes what was asked and what came. */
  public LocateException(String text) {
    this.text = text;
  }

  @Override
  public String getMessage() {
    return text;
  }
}
