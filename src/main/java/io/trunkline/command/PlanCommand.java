package io.trunkline.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.gate.GateReport;
import io.trunkline.provisioning.PlannedOrg;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    try (Service service = options.service.start(Mode.LOOK)) {
      List<PlannedOrg> plans = options.plan(service);
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      boolean refused = false;
      for (PlannedOrg planned : plans) {
        GateReport gate = options.gate(service, planned);
        refused |= gate != null && gate.refuses();
        if (options.json) {
          list.add(json(planned, gate));
        } else {
          new PlanText(out).print(planned);
          if (gate != null) {
            new GateText(out).print(gate, "now");
          }
        }
      }
      if (options.json) {
        out.println(list.toPrettyString());
      }
      out.flush();
      return refused ? ExitCode.REFUSED : exitCode(plans);
    }
  }

  private static ObjectNode json(PlannedOrg planned, @Nullable GateReport gate) {
    ObjectNode json =
        planned
            .plan()
            .toJson()
            .put("org", planned.org().name())
            .put("simulated", planned.org().simulated());
    if (gate != null) {
      json.set("gate", gate.toJson());
    }
    return json;
  }

  private static int exitCode(List<PlannedOrg> plans) {
    if (plans.stream().anyMatch(planned -> planned.plan().refused())) {
      return ExitCode.REFUSED;
    }
    boolean changes = plans.stream().anyMatch(planned -> planned.plan().writes() > 0);
    return changes ? ExitCode.CHANGES : ExitCode.DONE;
  }
}
