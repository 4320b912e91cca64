package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.Run.ConnectionState;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStep;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run that is over, or as it stands: its steps, what went wrong, and what to do now. */
final class RunReport {
  private final PrintWriter out;

  RunReport(PrintWriter out) {
    this.out = out;
  }

  void print(Run run, List<RunStep> steps) {
    out.println("Run " + run.id() + " on org " + run.org() + ": " + run.state().text());
    out.println("  started " + run.startedAt() + " by " + run.startedBy() + reason(run));
    Table table = new Table("CONNECTION", "STEP", "STATE", "ATTEMPTS", "OUTCOME", "NAME");
    for (RunStep step : steps) {
      JsonNode report = RunText.report(step);
      table.row(
          step.key().connection(),
          step.key().step(),
          step.state().text(),
          String.valueOf(step.attempts()),
          report.isMissingNode() ? "" : RunText.outcome(report),
          names(report));
    }
    if (!table.isEmpty()) {
      table.print(out);
    }
    run.states().forEach(this::connection);
    whatNow(run);
    out.flush();
  }

  /** Of the objects of a step, and not of what they refer to. */
  private static String names(JsonNode report) {
    return Stream.of(report)
        .flatMap(one -> one.isArray() ? one.valueStream() : Stream.of(one))
        .map(one -> one.path("name").asText())
        .collect(Collectors.joining(", "));
  }

  private static String reason(Run run) {
    return run.reason().isEmpty() ? "" : ", " + run.reason();
  }

  private void connection(ConnectionState state) {
    JsonNode problem = state.problem();
    if (problem != null) {
      out.println(state.connection() + " " + state.state().text());
      RunText.failure(problem).forEach(line -> out.println("  " + line));
    }
  }

  /** What is left to be done by a person, and how. Says nothing where nothing is. */
  void whatNow(Run run) {
    left(run.problem());
    if (run.state() == RunState.FAILED) {
      out.println(
          "Go on with `trunkline resume %1$s`, or take it back with `trunkline undo %1$s`."
              .formatted(run.id()));
    } else if (run.state() == RunState.NEEDS_ATTENTION) {
      out.println(
          "Remove the causes above, or put right in the org what is listed; then `trunkline undo "
              + run.id()
              + "` finishes the undo.");
    }
  }

  private void left(@Nullable JsonNode problem) {
    if (problem == null) {
      return;
    }
    for (JsonNode left : problem.path("left")) {
      out.println("left: " + left.path("connection").asText() + " " + left.path("step").asText());
      for (JsonNode report : left.path("outputs")) {
        (report.isArray() ? report : List.of(report)).forEach(this::object);
      }
      RunText.failure(left.path("problem")).forEach(line -> out.println("  " + line));
    }
  }

  /** What the run did to an object that is still so. */
  private void object(JsonNode report) {
    String outcome = report.path("outcome").asText();
    if (outcome.equals("created") || outcome.equals("updated")) {
      out.println(
          "  %s: %s (id %s)"
              .formatted(outcome, report.path("name").asText(), report.path("id").asText()));
    }
  }
}
