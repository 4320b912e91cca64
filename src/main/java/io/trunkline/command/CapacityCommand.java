package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.analytics.SeriesAnswers;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how long the channels of carriers last. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    description = {
      "Tells the busy hour of carriers, the blocking that Erlang B expects of their channels, and",
      "when these run out by the trend (default: all trunk bases, 28 days)."
    })
final class CapacityCommand implements Callable<Integer> {
  @Option(
      names = "--blocking",
      description = "Blocking that is accepted, as a share (default: 0.01).")
  private String blocking = "0.01";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private SeriesOptions options = new SeriesOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> parameters = options.parameters();
    parameters.put("blocking", blocking);
    JsonNode answer = options.json("/api/capacity", parameters, SeriesAnswers::capacity);
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      print(out, answer);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void print(PrintWriter out, JsonNode answer) {
    printNotes(out, answer);
    Table table =
        new Table(
            "NAME",
            "CHANNELS",
            "BUSY HOUR",
            "ERLANG",
            "PEAK",
            "BLOCKING",
            "NEEDED",
            "PER WEEK",
            "RUNS OUT");
    for (JsonNode plan : answer.path("plans")) {
      table.row(
          plan.path("name").asText(),
          plan.path("channels").isNull() ? "not set" : plan.path("channels").asText(),
          plan.path("busyHour").isNull()
              ? "-"
              : "%02d:00 UTC".formatted(plan.path("busyHour").asInt()),
          number(plan.path("busyHourErlangs"), 2),
          plan.path("peakCalls").asText(),
          plan.path("blocking").isNull() ? "-" : number(plan.path("blocking"), 4),
          plan.path("channelsNeeded").asText(),
          number(plan.path("trend").path("erlangsPerWeek"), 2),
          runsOut(plan.path("runsOut")));
    }
    if (table.isEmpty()) {
      out.println("No carrier has been seen yet.");
    } else {
      table.print(out);
    }
  }

  private static String runsOut(JsonNode out) {
    if (!out.has("date")) {
      return "not in sight";
    }
    String latest = out.path("latest").isNull() ? "never" : out.path("latest").asText();
    return out.path("date").asText() + " (" + out.path("earliest").asText() + " to " + latest + ")";
  }

  /** What a reader must know before the figures. */
  static void printNotes(PrintWriter out, JsonNode answer) {
    if (answer.path("simulated").asBoolean()) {
      out.println("simulated org: these calls were made up");
    }
    for (JsonNode gap : answer.path("gaps")) {
      out.println(
          "missing: "
              + gap.path("from").asText()
              + " to "
              + gap.path("to").asText()
              + ", "
              + gap.path("reason").asText());
    }
    if (answer.path("pendingHours").asInt() > 0) {
      out.println(answer.path("pendingHours").asInt() + " hours are not rolled up yet");
    }
    if (answer.path("unattributedShare").asDouble() >= 0.0005) {
      out.printf(
          Locale.ROOT,
          "%.1f %% of the calls belong to no trunk, and are in no figure of one: see"
              + " trunkline.analytics.numbers.NAME%n",
          100 * answer.path("unattributedShare").asDouble());
    }
  }

  static String number(JsonNode value, int digits) {
    return value.isNumber()
        ? String.format(Locale.ROOT, "%." + digits + "f", value.asDouble())
        : "-";
  }
}
