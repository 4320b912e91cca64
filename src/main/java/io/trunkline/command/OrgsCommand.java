package io.trunkline.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the configured orgs, without secrets and without calling them. */
@Command(
    name = "orgs",
    mixinStandardHelpOptions = true,
    description = "Lists the configured orgs; calls none of them.")
final class OrgsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Service service = options.start(Mode.LOOK)) {
      Orgs orgs = service.bean(Orgs.class);
      if (json) {
        out.println(tree(orgs).toPrettyString());
      } else {
        table(orgs).print(out);
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  private static Table table(Orgs orgs) {
    Table table = new Table("ORG", "API", "CLIENT ID", "DEFAULT", "SIMULATED");
    for (Org org : orgs.all()) {
      boolean isDefault = orgs.isDefault(org);
      table.row(
          org.name(),
          org.apiUrl().toString(),
          org.clientId(),
          isDefault ? "yes" : "",
          org.simulated() ? "yes" : "");
    }
    return table;
  }

  private static ArrayNode tree(Orgs orgs) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Org org : orgs.all()) {
      list.addObject()
          .put("name", org.name())
          .put("apiUrl", org.apiUrl().toString())
          .put("clientId", org.clientId())
          .put("default", orgs.isDefault(org))
          .put("simulated", org.simulated());
    }
    return list;
  }
}
