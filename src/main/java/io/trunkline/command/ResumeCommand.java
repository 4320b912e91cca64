package io.trunkline.command;

import io.trunkline.run.Run;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunState;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that failed. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Goes on with a run where it failed; finished steps are passed over.")
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Id of the run; `trunkline runs` lists them.")
  private String id = "";

  @Option(names = "--replan", description = "Overwrite what somebody changed since the run's plan.")
  private boolean replan;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Runs runs = options.runs()) {
      Run ended = runs.resume(id, replan);
      if (json) {
        out.println(RunJson.whole(ended, runs.steps(id)).toPrettyString());
      } else {
        new RunReport(out).print(ended, runs.steps(id));
      }
      out.flush();
      return ended.state() == RunState.SUCCEEDED ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
