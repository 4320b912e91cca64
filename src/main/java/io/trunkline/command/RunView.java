package io.trunkline.command;

import io.trunkline.run.Run;
import io.trunkline.run.RunEvent;
import io.trunkline.run.RunListener;
import io.trunkline.run.RunStep;
import java.io.PrintWriter;
import java.util.List;

/** Shows a run while it happens, and what came of it. */
interface RunView extends RunListener {
  /** Shows nothing. */
  RunView NONE =
      new RunView() {
        @Override
        public void happened(RunEvent event) {}

        @Override
        public void ended(Run run, List<RunStep> steps) {}
      };

  /** Files with more connections than this are shown by connection, not by step. */
  int STEPS_SHOWN = 10;

  /** The view for this output: live on a terminal, plain lines elsewhere. */
  static RunView of(PrintWriter out, RunScene scene) {
    boolean few = scene.connections() <= STEPS_SHOWN;
    // The launcher looks: from JDK 22 on System.console() no longer tells.
    boolean terminal = Boolean.getBoolean("trunkline.terminal");
    RunText text = new RunText(out, scene);
    if (few) {
      return terminal ? new LiveSteps(out, text) : new PlainSteps(text);
    }
    return new ManyConnections(out, text, scene.connections(), terminal);
  }

  /** The run is over. */
  void ended(Run run, List<RunStep> steps);
}
