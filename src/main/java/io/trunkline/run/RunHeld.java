package io.trunkline.run;

/**
 * The run stops before this step, because its routes are exchanged; it goes on with the new ones.
 */
public final class RunHeld extends RuntimeException {
  /** For the run with this id. */
  public RunHeld(String runId) {
    super("run " + runId + ": held between two steps while routes are exchanged");
  }
}
