package io.trunkline.sip.message;

/** Bytes that are not a SIP message we may act on. The message names the part, value and rule. */
public final class SipSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final String part;
  private final String text;

  /**
   * Describes one violation.
   *
   * @param part the start line or header field at fault
   * @param value the offending text; shown shortened and without control characters
   * @param rule the rule that it breaks, with its RFC section
   */
  public SipSyntaxException(String part, String value, String rule) {
    this.part = part;
    this.text = part + ": \"" + printable(value) + "\": " + rule;
  }

  @Override
  public String getMessage() {
    return text;
  }

  /** The start line or header field at fault. */
  public String part() {
    return part;
  }

  private static String printable(String value) {
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return shown.replaceAll("\\p{Cntrl}", " ");
  }
}
