package io.trunkline.genesys;

/** The configuration of an org is missing or wrong; no call was made. */
public final class OrgSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  OrgSettingsException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /** What a person should do about it. */
  public String fix() {
    return fix;
  }
}
