package io.trunkline.connection;

/** A secret that is not where the spec says. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reference;
  private final String fix;

  /**
   * Names the place and what to do; never a value.
   *
   * @param reference of {@link SecretRef#reference()}
   * @param rule what should hold
   * @param fix what to do
   */
  public SecretException(String reference, String rule, String fix) {
    super(rule + ". " + fix);
    this.reference = reference;
    this.fix = fix;
  }

  /**
   * Where the secret was looked for.
   *
   * @return of {@link SecretRef#reference()}
   */
  public String reference() {
    return reference;
  }

  /**
   * What to do.
   *
   * @return a sentence without its full stop
   */
  public String fix() {
    return fix;
  }
}
