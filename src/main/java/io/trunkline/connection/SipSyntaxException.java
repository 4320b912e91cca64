package io.trunkline.connection;

/** A text that the grammar of RFC 3261 section 25 does not allow where it stands. */
public final class SipSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final String rule;

  /**
   * Refuses a text.
   *
   * @param index where the grammar stopped, counted from 0
   * @param rule what the grammar allows there
   */
  public SipSyntaxException(int index, String rule) {
    super(rule + " (at character " + (index + 1) + ")");
    this.index = index;
    this.rule = rule;
  }

  /**
   * Where the grammar stopped.
   *
   * @return an index into the text, counted from 0
   */
  public int index() {
    return index;
  }

  /**
   * What the grammar allows.
   *
   * @return a sentence without its full stop
   */
  public String rule() {
    return rule;
  }
}
