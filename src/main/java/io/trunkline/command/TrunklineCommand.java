package io.trunkline.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "trunkline",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes a carrier's SIP trunk work in Genesys Cloud, proves it, and keeps watching it.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "Without configured credentials the org is an embedded, simulated one; every output then says so.",
      ""
    },
    commandListHeading = "Commands:%n",
    footer = {
      "",
      "Try:  ./trunkline provision examples/carrier.yaml",
      "      ./trunkline plan examples/carrier.yaml",
      "      ./trunkline test            runs the test suite",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input, 3 refused, 10 a plan with changes."
    })
public final class TrunklineCommand implements Runnable {
  /** By name, in the order of the help. */
  private static final List<Map.Entry<String, Supplier<Object>>> COMMANDS =
      List.of(
          Map.entry("provision", ProvisionCommand::new),
          Map.entry("plan", PlanCommand::new),
          Map.entry("runs", RunsCommand::new),
          Map.entry("resume", ResumeCommand::new),
          Map.entry("undo", UndoCommand::new),
          Map.entry("edges", EdgesCommand::new),
          Map.entry("trunks", TrunksCommand::new),
          Map.entry("check", CheckCommand::new),
          Map.entry("events", EventsCommand::new),
          Map.entry("series", SeriesCommand::new),
          Map.entry("capacity", CapacityCommand::new),
          Map.entry("report", ReportCommand::new),
          Map.entry("alerts", AlertsCommand::new),
          Map.entry("orgs", OrgsCommand::new),
          Map.entry("analytics", AnalyticsCommand::new),
          Map.entry("serve", ServeCommand::new),
          Map.entry("simulate", SimulateCommand::new),
          Map.entry("rehearse", RehearseCommand::new));

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Understands and runs one command line; returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = commandLine(args.length == 0 ? "" : args[0]);
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setExecutionExceptionHandler(new Failure());
    commandLine.setParameterExceptionHandler(Failure::badUsage);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setAbbreviatedOptionsAllowed(true);
    return commandLine.execute(args);
  }

  /** The whole command line. */
  public static CommandLine commandLine() {
    return commandLine("");
  }

  /** With the named command alone, as reading all of them takes longer than many a command. */
  private static CommandLine commandLine(String name) {
    CommandLine root = new CommandLine(new TrunklineCommand());
    boolean known = COMMANDS.stream().anyMatch(command -> command.getKey().equals(name));
    COMMANDS.stream()
        .filter(command -> !known || command.getKey().equals(name))
        .forEach(command -> root.addSubcommand(command.getValue().get()));
    return root;
  }
}
