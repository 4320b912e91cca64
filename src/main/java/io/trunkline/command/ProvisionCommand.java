package io.trunkline.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.gate.GateReport;
import io.trunkline.provisioning.CallCounts;
import io.trunkline.provisioning.PlannedOrg;
import io.trunkline.provisioning.Provisioning;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunEvents.Subscription;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.service.RunningService;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an org match a connection file. */
@Command(
    name = "provision",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the org match the file: BYOC check, location, site, trunk, outbound route.",
      "Safe to repeat: what is already right is left alone."
    },
    footer = {"", "Exit codes: 0 done, 1 failed, 2 bad input, 3 refused."})
final class ProvisionCommand implements Callable<Integer> {
  static final Duration LONGEST = Duration.ofHours(12);

  @Mixin private PlanOptions options = new PlanOptions();

  @Option(names = "--undo-on-failure", description = "If a step fails, undo what this run made.")
  private boolean undoOnFailure;

  @Option(names = "--reason", defaultValue = "", description = "Why, for the journal.")
  private String reason = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    options.read(spec.commandLine().getErr());
    Optional<RunningService> holder = options.service.holderOfRuns();
    if (holder.isPresent()) {
      return new ProvisionThroughService(
              spec.commandLine(), options, new ServiceClient(holder.get()))
          .call(reason, undoOnFailure);
    }
    try (Service service = options.service.start(Mode.COMMAND)) {
      finishWhatWasInterrupted(service);
      List<PlannedOrg> plans = options.plan(service);
      if (plans.stream().anyMatch(planned -> planned.plan().refused())) {
        plans.forEach(planned -> new PlanText(spec.commandLine().getErr()).print(planned));
        spec.commandLine().getErr().flush();
        return ExitCode.REFUSED;
      }
      if (!passed(service, plans)) {
        return ExitCode.REFUSED;
      }
      int exitCode = provision(service, plans);
      return exitCode == ExitCode.DONE && !stillPassed(service, plans) ? ExitCode.FAILED : exitCode;
    }
  }

  /** A run that a killed process left is finished first, so that the plan sees what it made. */
  private void finishWhatWasInterrupted(Service service) {
    RunEngine engine = service.bean(RunEngine.class);
    engine.recover();
    for (String run : engine.active().ids()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("Run " + run + " was interrupted; finishing it first.");
      Run ended = engine.await(run, LONGEST).join();
      err.println("Run " + run + " " + ended.state().text() + ".");
      err.flush();
    }
  }

  /** Asks the carriers before anything is written; false when one of them stands in the way. */
  private boolean passed(Service service, List<PlannedOrg> plans) {
    PrintWriter err = spec.commandLine().getErr();
    boolean passed = true;
    for (PlannedOrg planned : plans) {
      GateReport gate = options.gate(service, planned);
      if (gate != null && gate.refuses()) {
        new PlanText(err).print(planned);
        new GateText(err).print(gate, "before the first write: nothing is written");
        passed = false;
      } else if (gate != null) {
        new GateText(quiet(gate)).print(gate, "before the first write");
      }
    }
    return passed;
  }

  /** Asks again after the last write; a run that wrote nothing has just been asked for. */
  private boolean stillPassed(Service service, List<PlannedOrg> plans) {
    boolean passed = true;
    for (PlannedOrg planned : plans) {
      GateReport gate = planned.plan().writes() == 0 ? null : options.gate(service, planned);
      if (gate != null) {
        new GateText(quiet(gate)).print(gate, "after the last write");
        passed &= !gate.refuses();
      }
    }
    return passed;
  }

  /** JSON alone goes to the output when JSON is asked for, and warnings never do. */
  private PrintWriter quiet(GateReport gate) {
    return options.json || !gate.passed()
        ? spec.commandLine().getErr()
        : spec.commandLine().getOut();
  }

  private int provision(Service service, List<PlannedOrg> plans) {
    PrintWriter out = spec.commandLine().getOut();
    RunEngine engine = service.bean(RunEngine.class);
    RunStore store = service.bean(RunStore.class);
    CallCounts calls = service.bean(CallCounts.class);
    List<Run> ended = new ArrayList<>();
    for (PlannedOrg planned : plans) {
      RunView view = options.json ? RunView.NONE : RunView.of(out, RunScene.of(planned, calls));
      Subscription watching = engine.events().subscribe(view);
      try {
        Run run =
            service
                .bean(Provisioning.class)
                .start(planned, System.getProperty("user.name"), reason, undoOnFailure, null);
        Run end = engine.await(run.id(), LONGEST).join();
        view.ended(end, store.steps(end.id()));
        ended.add(end);
      } finally {
        watching.close();
      }
    }
    if (options.json) {
      out.println(json(store, ended).toPrettyString());
    }
    out.flush();
    boolean succeeded = ended.stream().allMatch(run -> run.state() == RunState.SUCCEEDED);
    return succeeded ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static ArrayNode json(RunStore store, List<Run> runs) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    runs.forEach(run -> list.add(RunJson.whole(run, store.steps(run.id()))));
    return list;
  }
}
