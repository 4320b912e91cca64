package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.genesys.CallOrigin;
import io.trunkline.genesys.WriteListener;
import io.trunkline.run.ActiveRuns;

/** Keeps the intent of every write of a run in the run's journal, before the write is sent. */
public final class RunWrites implements WriteListener {
  private final ActiveRuns runs;

  /** With this node's runs. */
  public RunWrites(ActiveRuns runs) {
    this.runs = runs;
  }

  @Override
  public void intends(CallOrigin origin, JsonNode write) {
    String runId = origin.runId();
    Long token = origin.runToken();
    String step = origin.step();
    if (runId != null && token != null && step != null) {
      String connection = origin.connection();
      runs.intendWrite(runId, token, connection == null ? "" : connection, step, write);
    }
  }
}
