package io.trunkline.command;

import static io.trunkline.command.ListOptions.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the running service reads of orgs' calls. */
@Command(
    name = "analytics",
    mixinStandardHelpOptions = true,
    description = "Shows how far the running service has read orgs' calls, or orders a back-fill.",
    subcommands = {AnalyticsCommand.Status.class, AnalyticsCommand.Order.class})
final class AnalyticsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static ServiceClient service(ServiceOptions options) {
    return options.client("reads calls");
  }

  /** Tells watermarks, gaps, last pulls and calls. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "Tells watermarks, what is missing, the last pulls and the calls that they made.")
  static final class Status implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private ServiceOptions options = new ServiceOptions();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      JsonNode state = service(options).get("/api/analytics/pulls");
      if (json) {
        out.println(state.toPrettyString());
        return ExitCode.DONE;
      }
      Table sources = new Table("ORG", "SOURCE", "READ UP TO", "LAST PULL", "ROWS", "RESULT");
      Table gaps = new Table("ORG", "SOURCE", "MISSING FROM", "TO", "WHY");
      for (JsonNode org : state.path("orgs")) {
        for (JsonNode source : org.path("sources")) {
          sources.row(
              text(org, "/org"),
              text(source, "/source"),
              text(source, "/watermark"),
              text(source, "/lastPull/ended"),
              text(source, "/lastPull/rows"),
              result(source));
        }
        for (JsonNode gap : org.path("gaps")) {
          String why = text(gap, "/reason") + (gap.path("lost").asBoolean() ? " (lost)" : "");
          gaps.row(
              text(org, "/org"), text(gap, "/source"), text(gap, "/from"), text(gap, "/to"), why);
        }
      }
      sources.print(out);
      if (!gaps.isEmpty()) {
        out.println();
        gaps.print(out);
      }
      for (JsonNode org : state.path("orgs")) {
        long calls = 0;
        for (JsonNode count : org.path("calls")) {
          calls += count.asLong();
        }
        out.println();
        out.println(text(org, "/org") + ": " + calls + " calls since the service began");
        if (org.has("connected")) {
          out.printf(
              "%s: from %s to %s the org counts %s answered calls, %s are stored%n",
              text(org, "/org"),
              text(org, "/connected/from"),
              text(org, "/connected/to"),
              text(org, "/connected/counted"),
              text(org, "/connected/stored"));
        }
      }
      out.flush();
      return ExitCode.DONE;
    }

    private static String result(JsonNode source) {
      if (source.path("running").asBoolean()) {
        return "reading now";
      }
      JsonNode last = source.path("lastPull");
      return last.has("problem") ? text(last, "/problem") : last.isMissingNode() ? "-" : "done";
    }
  }

  /** Orders that a stretch is read again. */
  @Command(
      name = "backfill",
      mixinStandardHelpOptions = true,
      description = "Orders that the conversations of a stretch are read again by jobs.")
  static final class Order implements Callable<Integer> {
    @Option(
        names = "--from",
        required = true,
        paramLabel = "TIME",
        description = "For example 2026-01-01T00:00:00Z, or a date.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "Not in it.")
    private String to = "";

    @Option(names = "--org", paramLabel = "NAME", description = "The org (default: trunkline.org).")
    private @Nullable String org;

    @Mixin private ServiceOptions options = new ServiceOptions();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("from", from).put("to", to);
      if (org != null) {
        body.put("org", org);
      }
      JsonNode order =
          service(options)
              .post(
                  "/api/analytics/backfill",
                  body.toString(),
                  Map.of("Content-Type", "application/json"));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "Ordered "
              + text(order, "/from")
              + " to "
              + text(order, "/to")
              + " of "
              + text(order, "/org")
              + "; see trunkline analytics status.");
      out.flush();
      return ExitCode.DONE;
    }
  }
}
