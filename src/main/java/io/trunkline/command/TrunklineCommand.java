package io.trunkline.command;

import java.io.PrintWriter;
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
    },
    subcommands = {
      ProvisionCommand.class,
      PlanCommand.class,
      RunsCommand.class,
      ResumeCommand.class,
      UndoCommand.class,
      EdgesCommand.class,
      TrunksCommand.class,
      CheckCommand.class,
      EventsCommand.class,
      SeriesCommand.class,
      CapacityCommand.class,
      ReportCommand.class,
      AlertsCommand.class,
      OrgsCommand.class,
      AnalyticsCommand.class,
      ServeCommand.class,
      SimulateCommand.class
    })
public final class TrunklineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Understands and runs one command line; returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = new CommandLine(new TrunklineCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setExecutionExceptionHandler(new Failure());
    commandLine.setParameterExceptionHandler(Failure::badUsage);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setAbbreviatedOptionsAllowed(true);
    return commandLine.execute(args);
  }
}
