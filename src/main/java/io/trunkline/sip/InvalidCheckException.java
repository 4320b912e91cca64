package io.trunkline.sip;

/** A check that cannot be asked for; names the field, the value and the rule. */
public final class InvalidCheckException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String value;
  private final String rule;

  /** Describes one contradiction. The value must not be a secret. */
  public InvalidCheckException(String field, String value, String rule) {
    super(field + " \"" + value + "\": " + rule);
    this.field = field;
    this.value = value;
    this.rule = rule;
  }

  /** The option or header at fault. */
  public String field() {
    return field;
  }

  /** What was given. */
  public String value() {
    return value;
  }

  /** The rule that it breaks. */
  public String rule() {
    return rule;
  }
}
