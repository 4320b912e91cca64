package io.trunkline.run;

/**
 * The run stops before this step, or amid it without a word on how it ended: its routes are
 * exchanged, or this process ends. It goes on with the new routes, or with its next owner.
 */
public final class RunHeld extends RuntimeException {
  /** For the run with this id. */
  public RunHeld(String runId) {
    super("run " + runId + ": stopped between two steps, goes on later");
  }
}
