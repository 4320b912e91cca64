package io.trunkline.command;

import io.trunkline.run.Run;
import io.trunkline.run.RunEvent;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStep;
import java.io.PrintWriter;
import java.util.List;

/**
 * A counter of connections: on a terminal one line that counts, elsewhere a line for each tenth.
 */
final class ManyConnections implements RunView {
  private final PrintWriter out;
  private final RunText text;
  private final int total;
  private final boolean terminal;
  private int done;
  private int failed;

  ManyConnections(PrintWriter out, RunText text, int total, boolean terminal) {
    this.out = out;
    this.text = text;
    this.total = total;
    this.terminal = terminal;
    text.heading();
  }

  @Override
  public synchronized void happened(RunEvent event) {
    if (event instanceof RunEvent.ConnectionFinished finished) {
      done++;
      failed += finished.state() == RunState.SUCCEEDED ? 0 : 1;
      if (terminal) {
        out.print("\r\u001b[2K  " + progress());
        out.flush();
      } else if (done % Math.max(1, total / 10) == 0) {
        text.line("  " + progress());
      }
    }
  }

  private String progress() {
    return done
        + " of "
        + total
        + " connections, "
        + (failed == 0 ? "" : failed + " failed, ")
        + (text.calls() == 0 ? "" : text.calls() + " calls, ")
        + text.elapsed();
  }

  @Override
  public synchronized void ended(Run run, List<RunStep> steps) {
    if (terminal) {
      out.println();
    }
    text.ended(run, steps);
  }
}
