package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.alert.AlertAnswers;
import io.trunkline.alert.RulesException;
import io.trunkline.connection.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what alerts fire; talks to the running service. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Shows what fires, what is on its way, and what has fired.")
final class AlertsCommand implements Callable<Integer> {
  @Option(names = "--limit", description = "Entries of the history (default: 20).")
  private int limit = 20;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode answer = options.client("judges its figures").get("/api/alerts?limit=" + limit);
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      print(out, answer);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void print(PrintWriter out, JsonNode answer) {
    String file = answer.path("file").asText();
    for (JsonNode problem : answer.path("problems")) {
      String value = problem.path("value").asText();
      out.printf(
          "%s:%d:%d: %s: %s%s. %s; the rules before go on%n",
          file,
          problem.path("line").asInt(),
          problem.path("column").asInt(),
          problem.path("field").asText(),
          problem.path("rule").asText(),
          value.isEmpty() ? "" : " (is: " + value + ")",
          problem.path("fix").asText());
    }
    int rules = answer.path("rules").size();
    out.println(rules + (rules == 1 ? " rule" : " rules"));
    Table active = new Table("STATE", "RULE", "ORG", "NAME", "SINCE", "VALUE");
    answer
        .path("active")
        .forEach(
            alert ->
                active.row(
                    alert.path("state").asText(),
                    alert.path("rule").asText(),
                    alert.path("org").asText(),
                    alert.path("name").asText(),
                    alert.path("since").asText(),
                    CapacityCommand.number(alert.path("value"), 2)));
    if (active.isEmpty()) {
      out.println("Nothing fires.");
    } else {
      active.print(out);
    }
    Table history = new Table("AT", "STATE", "ORG", "NAME", "WHY");
    answer
        .path("history")
        .forEach(
            past ->
                history.row(
                    past.path("at").asText(),
                    past.path("state").asText(),
                    past.path("org").asText(),
                    past.path("name").asText(),
                    past.path("reason").asText()));
    if (!history.isEmpty()) {
      out.println();
      history.print(out);
    }
  }

  /** Reads a rules file without using it. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads a rules file and tells everything that is wrong with it.")
  int check(@Parameters(paramLabel = "FILE", description = "The rules file.") Path file) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonNode answer = AlertAnswers.check(Files.readString(file), file.toString());
      Table table = new Table("RULE", "METRIC", "OF", "CONDITION", "FOR", "CLEAR", "SEVERITY");
      answer
          .path("rules")
          .forEach(
              rule ->
                  table.row(
                      rule.path("name").asText(),
                      rule.path("metric").asText(),
                      rule.path("kind").asText() + " " + rule.path("of").asText(),
                      rule.path("condition").asText(),
                      rule.path("for").asText(),
                      rule.path("clear").asText(),
                      rule.path("severity").asText()));
      table.print(out);
      out.flush();
      return ExitCode.DONE;
    } catch (RulesException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.problems().stream().map(Problem::toString).forEach(err::println);
      err.flush();
      return ExitCode.BAD_INPUT;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT, file + " cannot be read", "Name a rules file, such as alerts.yaml.");
    }
  }
}
