package io.trunkline.service;

/** The process cannot start; one line says why. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  StartException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /** What a person should do about it. */
  public String fix() {
    return fix;
  }
}
