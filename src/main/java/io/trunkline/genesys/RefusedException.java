package io.trunkline.genesys;

/** The platform, or we on its behalf, will not do this as asked: repeating it would not help. */
public final class RefusedException extends GenesysException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  RefusedException(FailedCall call, String fix) {
    super("Refused in org " + call.org() + ": " + call.describe(), call, null);
    this.fix = fix;
  }

  @Override
  public String fix() {
    return fix;
  }
}
