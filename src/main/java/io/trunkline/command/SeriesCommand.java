package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.analytics.SeriesAnswers;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a figure over time. */
@Command(
    name = "series",
    mixinStandardHelpOptions = true,
    description = "Shows a figure of trunks over time.",
    footer = {"", "Try:  ./trunkline series peakCalls --base=acme --from=2026-01-01"})
final class SeriesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "METRIC", description = "Such as peakCalls, setupSuccess, utilization.")
  private String metric = "";

  @Option(names = "--step", description = "minute, hour or day (default: hour).")
  private String step = "hour";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--csv", description = "Print comma-separated values (RFC 4180).")
  private boolean csv;

  @Mixin private SeriesOptions options = new SeriesOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> parameters = options.parameters();
    parameters.put("metric", metric);
    parameters.put("step", step);
    if (csv) {
      parameters.put("format", "csv");
      out.print(options.text("/api/series", parameters, SeriesAnswers::csv));
    } else {
      print(out, options.json("/api/series", parameters, SeriesAnswers::series));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void print(PrintWriter out, JsonNode answer) {
    if (json) {
      out.println(answer.toPrettyString());
      return;
    }
    CapacityCommand.printNotes(out, answer);
    Table table =
        new Table(
            "ORG", "NAME", "AT", answer.path("unit").asText().toUpperCase(java.util.Locale.ROOT));
    for (JsonNode series : answer.path("series")) {
      for (JsonNode point : series.path("points")) {
        String value =
            point.has("codes")
                ? point.path("codes").toString()
                : CapacityCommand.number(point.path("value"), 2);
        table.row(
            series.path("org").asText(),
            series.path("name").asText(),
            point.path("at").asText(),
            value);
      }
    }
    if (table.isEmpty()) {
      out.println(
          "Nothing was seen from "
              + answer.path("from").asText()
              + " to "
              + answer.path("to").asText()
              + ".");
    } else {
      table.print(out);
    }
  }
}
