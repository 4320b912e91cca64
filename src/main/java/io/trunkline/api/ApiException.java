package io.trunkline.api;

/** A request that cannot be served as it is. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String field;
  private final String value;
  private final String fix;

  ApiException(int status, String field, String value, String rule, String fix) {
    super(rule);
    this.status = status;
    this.field = field;
    this.value = value;
    this.fix = fix;
  }

  int status() {
    return status;
  }

  String field() {
    return field;
  }

  String value() {
    return value;
  }

  String fix() {
    return fix;
  }
}
