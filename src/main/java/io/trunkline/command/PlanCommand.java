package io.trunkline.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.provisioning.PlannedOrg;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a provision would change, and writes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows, field by field, what provision would change. Writes nothing.",
    footer = {"", "Exit codes: 0 nothing to change, 10 changes, 2 bad input, 3 refused, 1 failed."})
final class PlanCommand implements Callable<Integer> {
  @Mixin private PlanOptions options = new PlanOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    options.read(spec.commandLine().getErr());
    try (Service service = options.service.start(Mode.COMMAND)) {
      List<PlannedOrg> plans = options.plan(service);
      if (options.json) {
        out.println(json(plans).toPrettyString());
      } else {
        plans.forEach(planned -> new PlanText(out).print(planned));
      }
      out.flush();
      return exitCode(plans);
    }
  }

  private static ArrayNode json(List<PlannedOrg> plans) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (PlannedOrg planned : plans) {
      list.add(
          planned
              .plan()
              .toJson()
              .put("org", planned.org().name())
              .put("simulated", planned.org().simulated()));
    }
    return list;
  }

  private static int exitCode(List<PlannedOrg> plans) {
    if (plans.stream().anyMatch(planned -> planned.plan().refused())) {
      return ExitCode.REFUSED;
    }
    boolean changes = plans.stream().anyMatch(planned -> planned.plan().writes() > 0);
    return changes ? ExitCode.CHANGES : ExitCode.DONE;
  }
}
