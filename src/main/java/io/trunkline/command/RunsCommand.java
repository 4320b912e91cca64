package io.trunkline.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.run.Run;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists runs, or shows one. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the runs, the newest first, or shows one with its steps.",
    footer = {"", "See also: trunkline resume RUN, trunkline undo RUN."})
final class RunsCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Id of a run.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--journal",
      description = "Print a run's attempts, writes and API calls, as JSON.")
  private boolean journal;

  @Mixin private ServiceOptions options = new ServiceOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Runs runs = options.runs()) {
      if (id == null) {
        list(out, runs.newest(SHOWN));
      } else {
        show(out, runs, runs.run(id));
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  private void list(PrintWriter out, List<Run> runs) {
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      runs.forEach(run -> list.add(RunJson.summary(run)));
      out.println(list.toPrettyString());
      return;
    }
    Table table = new Table("RUN", "STARTED", "BY", "ORG", "STATE", "CONNECTIONS", "REASON");
    for (Run run : runs) {
      table.row(
          run.id(),
          run.startedAt().toString(),
          run.startedBy(),
          run.org(),
          run.state().text(),
          succeeded(run) + "/" + run.states().size(),
          run.reason());
    }
    if (table.isEmpty()) {
      out.println("No runs yet.");
    } else {
      table.print(out);
    }
  }

  private static long succeeded(Run run) {
    return run.states().stream().filter(state -> state.state() == RunState.SUCCEEDED).count();
  }

  private void show(PrintWriter out, Runs runs, Run run) {
    if (journal) {
      out.println(runs.journal(run.id()).toPrettyString());
    } else if (json) {
      out.println(RunJson.whole(run, runs.steps(run.id())).toPrettyString());
    } else {
      new RunReport(out).print(run, runs.steps(run.id()));
    }
  }
}
