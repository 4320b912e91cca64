package io.trunkline.genesys;

/**
 * Somebody else changed or made the object meanwhile (409, 412, 408, or 400 with the version text).
 */
public final class VersionConflictException extends GenesysException {
  private static final long serialVersionUID = 1L;

  VersionConflictException(FailedCall call) {
    super("Conflict in org " + call.org() + ": " + call.describe(), call, null);
  }

  @Override
  public String fix() {
    return "Somebody else keeps changing this object, or another one has its name; run the plan again to see both.";
  }
}
