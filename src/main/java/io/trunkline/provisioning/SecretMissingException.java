package io.trunkline.provisioning;

/** A secret that a connection refers to cannot be found. */
public final class SecretMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  SecretMissingException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /** What a person should do about it. */
  public String fix() {
    return fix;
  }
}
