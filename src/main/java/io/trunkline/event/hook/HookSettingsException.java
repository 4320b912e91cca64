package io.trunkline.event.hook;

/** A setting of a hook is wrong. Names the setting and the rule, never the secret. */
public final class HookSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  HookSettingsException(String setting, String rule, String fix) {
    super(setting + ": " + rule);
    this.fix = fix;
  }

  /** What a person should do about it. */
  public String fix() {
    return fix;
  }
}
