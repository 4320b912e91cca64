package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/** No usable answer: the platform answered 5xx, or the network failed. */
public final class UnavailableException extends GenesysException {
  private static final long serialVersionUID = 1L;

  private final boolean effectPossible;
  private final String fix;

  UnavailableException(
      FailedCall call, boolean effectPossible, String fix, @Nullable Throwable cause) {
    super("Org " + call.org() + " is unavailable: " + call.describe(), call, cause);
    this.effectPossible = effectPossible;
    this.fix = fix;
  }

  /** Whether the call may have taken effect all the same: then look before writing again. */
  public boolean effectPossible() {
    return effectPossible;
  }

  @Override
  public String fix() {
    return fix;
  }
}
