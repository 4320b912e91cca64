package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.Run.ConnectionState;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStep;
import io.trunkline.run.StepKey;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words and numbers of a run, shared by all views. */
final class RunText {
  private final PrintWriter out;
  private final RunScene scene;
  private final Instant start = Instant.now();

  RunText(PrintWriter out, RunScene scene) {
    this.out = out;
    this.scene = scene;
  }

  void heading() {
    out.println("Provisioning " + scene.org());
    out.flush();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** One finished step: what it did, to what, in how many calls. */
  String step(StepKey key, JsonNode report, Duration took) {
    int made = scene.calls().of(key.connection(), key.step());
    return String.format(
        Locale.ROOT,
        "%-14s  %-9s  %-32s  %2d call%s  %5d ms",
        key.step(),
        outcome(report),
        names(report),
        made,
        made == 1 ? " " : "s",
        took.toMillis());
  }

  /** A route step reports a list: the strongest word stands for it. */
  static String outcome(JsonNode report) {
    if (!report.isArray()) {
      return report.path("outcome").asText("done");
    }
    List<String> outcomes = new ArrayList<>();
    report.forEach(each -> outcomes.add(each.path("outcome").asText()));
    for (String word : List.of("created", "updated", "adopted", "unchanged")) {
      if (outcomes.contains(word)) {
        return word;
      }
    }
    return "done";
  }

  private static String names(JsonNode report) {
    if (!report.isArray()) {
      return report.path("name").asText("");
    }
    List<String> names = new ArrayList<>();
    report.forEach(each -> names.add(each.path("name").asText()));
    return String.join(", ", names);
  }

  /** Why a step failed, in the words of its problem. */
  static List<String> failure(JsonNode problem) {
    List<String> lines = new ArrayList<>();
    lines.add(problem.path("message").asText("failed"));
    if (problem.hasNonNull("fix")) {
      lines.add(problem.path("fix").asText());
    }
    return lines;
  }

  String elapsed() {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.between(start, Instant.now()).toMillis() / 1000.0);
  }

  int calls() {
    return scene.calls().total();
  }

  /** The table of what the org now holds, and the last line. */
  void ended(Run run, List<RunStep> steps) {
    Table table = new Table("CONNECTION", "OBJECT", "OUTCOME", "NAME", "ID");
    for (RunStep step : steps) {
      JsonNode report = report(step);
      if (report.isArray()) {
        report.forEach(each -> row(table, step.key(), each));
      } else if (report.hasNonNull("id")) {
        row(table, step.key(), report);
      }
    }
    if (!table.isEmpty() && run.states().size() <= RunView.STEPS_SHOWN) {
      out.println();
      table.print(out);
    }
    failures(run);
    new RunReport(out).whatNow(run);
    out.println();
    out.println(
        summary(run)
            + ": "
            + calls()
            + " calls, "
            + elapsed()
            + ", run "
            + run.id()
            + (scene.simulated() ? " (simulated org)" : ""));
    out.flush();
  }

  /** What a step reported: its output variable has the step's name. */
  static JsonNode report(RunStep step) {
    return step.outputs().path("step-" + step.key().step());
  }

  private static void row(Table table, StepKey key, JsonNode report) {
    table.row(
        key.connection(),
        key.step(),
        report.path("outcome").asText(),
        report.path("name").asText(),
        report.path("id").asText());
  }

  private void failures(Run run) {
    for (ConnectionState state : run.states()) {
      JsonNode problem = state.problem();
      if (problem != null && state.state() != RunState.SUCCEEDED) {
        out.println();
        out.println(state.connection() + " " + state.state().text());
        failure(problem).forEach(line -> out.println("  " + line));
      }
    }
  }

  private static String summary(Run run) {
    long done = run.states().stream().filter(state -> state.state() == RunState.SUCCEEDED).count();
    return run.state().text() + ", " + done + " of " + run.states().size() + " connections";
  }
}
