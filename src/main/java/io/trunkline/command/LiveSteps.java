package io.trunkline.command;

import io.trunkline.run.Run;
import io.trunkline.run.RunEvent;
import io.trunkline.run.RunStep;
import io.trunkline.run.StepKey;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a few connections, redrawn in place as they go. */
final class LiveSteps implements RunView {
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String RUNNING = "\u001b[33m…\u001b[0m ";
  private static final String DONE = "\u001b[32m✓\u001b[0m ";
  private static final String FAILED = "\u001b[31m✗\u001b[0m ";

  private final PrintWriter out;
  private final RunText text;
  private final StepClock clock = new StepClock();
  private final Map<String, Map<String, String>> lines = new LinkedHashMap<>();
  private int drawn;

  LiveSteps(PrintWriter out, RunText text) {
    this.out = out;
    this.text = text;
    text.heading();
  }

  @Override
  public synchronized void happened(RunEvent event) {
    if (event instanceof RunEvent.StepStarted started) {
      clock.started(started.key(), started.at());
      show(started.key(), RUNNING + started.key().step());
    } else if (event instanceof RunEvent.StepFinished finished) {
      StepKey key = finished.key();
      String line =
          text.step(
              key, finished.outputs().path("step-" + key.step()), clock.took(key, finished.at()));
      show(key, DONE + line);
    } else if (event instanceof RunEvent.StepFailed failed) {
      StepKey key = failed.key();
      show(key, FAILED + key.step() + "  " + RunText.failure(failed.problem()).get(0));
    }
  }

  private void show(StepKey key, String line) {
    lines.computeIfAbsent(key.connection(), name -> new LinkedHashMap<>()).put(key.step(), line);
    draw();
  }

  private void draw() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A");
    }
    drawn = 0;
    lines.forEach(
        (connection, steps) -> {
          out.println(CLEAR_LINE + connection);
          steps.values().forEach(line -> out.println(CLEAR_LINE + "  " + line));
          drawn += 1 + steps.size();
        });
    out.flush();
  }

  @Override
  public synchronized void ended(Run run, List<RunStep> steps) {
    text.ended(run, steps);
  }
}
