package io.trunkline.analytics;

/** A question about the time series that cannot be answered as it is. */
public final class InvalidQuery extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String value;
  private final String fix;

  InvalidQuery(String field, String value, String rule, String fix) {
    super(rule);
    this.field = field;
    this.value = value;
    this.fix = fix;
  }

  /** The parameter that is wrong. */
  public String field() {
    return field;
  }

  /** What it said. */
  public String value() {
    return value;
  }

  /** What to do. */
  public String fix() {
    return fix;
  }
}
