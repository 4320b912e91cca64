package io.trunkline.command;

import io.trunkline.analytics.SeriesAnswers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the report. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes one HTML page with plots of an org's trunks (default: the last 28 days).")
final class ReportCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to (default: trunk-report.html).")
  private Path file = Path.of("trunk-report.html");

  @Mixin private SeriesOptions options = new SeriesOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String page = options.text("/api/report", options.parameters(), SeriesAnswers::report);
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          file + " cannot be written: " + e.getMessage(),
          "Name another file with --out.");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(file);
    out.flush();
    return ExitCode.DONE;
  }
}
