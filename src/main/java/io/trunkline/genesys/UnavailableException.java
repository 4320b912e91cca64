package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/** No usable answer: the platform answered 5xx, or the network failed. */
public final class UnavailableException extends GenesysException {
  private static final long serialVersionUID = 1L;

  /** What the failure says about the call and about trying again. */
  enum Kind {
    /** The call may have taken effect: look before writing again. */
    EFFECT_UNKNOWN,
    /** The call was never received; trying again may help. */
    NOT_RECEIVED,
    /** The call was never received, and will not be as long as the settings are what they are. */
    NOT_REACHABLE
  }

  private final Kind kind;
  private final String fix;

  UnavailableException(FailedCall call, Kind kind, String fix, @Nullable Throwable cause) {
    super("Org " + call.org() + " is unavailable: " + call.describe(), call, cause);
    this.kind = kind;
    this.fix = fix;
  }

  @Override
  public boolean effectPossible() {
    return kind == Kind.EFFECT_UNKNOWN;
  }

  /** Whether the trouble may pass by itself; an unknown host or a refused certificate does not. */
  public boolean isPassing() {
    return kind != Kind.NOT_REACHABLE;
  }

  @Override
  public String fix() {
    return fix;
  }
}
