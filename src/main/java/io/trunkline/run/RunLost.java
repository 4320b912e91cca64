package io.trunkline.run;

/** This node no longer owns the run: another one has claimed it. Nothing was written. */
public final class RunLost extends RuntimeException {
  /** For the run with this id. */
  public RunLost(String runId) {
    super("run " + runId + ": this node no longer owns it; the node that does carries on with it");
  }
}
