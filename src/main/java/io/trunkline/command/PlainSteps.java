package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEvent;
import io.trunkline.run.RunStep;
import io.trunkline.run.StepKey;
import java.util.List;

/** One line per finished step, for logs and pipes. */
final class PlainSteps implements RunView {
  private final RunText text;
  private final StepClock clock = new StepClock();

  PlainSteps(RunText text) {
    this.text = text;
    text.heading();
  }

  @Override
  public synchronized void happened(RunEvent event) {
    if (event instanceof RunEvent.StepStarted started) {
      clock.started(started.key(), started.at());
    } else if (event instanceof RunEvent.StepFinished finished) {
      StepKey key = finished.key();
      JsonNode report = finished.outputs().path("step-" + key.step());
      line(key, "  ", text.step(key, report, clock.took(key, finished.at())));
    } else if (event instanceof RunEvent.StepFailed failed) {
      line(
          failed.key(),
          "! ",
          failed.key().step() + ": " + RunText.failure(failed.problem()).get(0));
    }
  }

  private void line(StepKey key, String mark, String line) {
    text.line(mark + key.connection() + "  " + line);
  }

  @Override
  public synchronized void ended(Run run, List<RunStep> steps) {
    text.ended(run, steps);
  }
}
