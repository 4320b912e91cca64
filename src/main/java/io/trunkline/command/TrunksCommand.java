package io.trunkline.command;

import static io.trunkline.command.ListOptions.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists an org's runtime trunks over all pages. */
@Command(
    name = "trunks",
    mixinStandardHelpOptions = true,
    description = "Lists the org's runtime trunks: one per edge that uses a trunk base.")
final class TrunksCommand implements Callable<Integer> {
  @Mixin private ListOptions options = new ListOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return options.list(
        spec.commandLine().getOut(),
        "genesys:trunk?operation=list",
        "trunks",
        TrunksCommand::table);
  }

  private static Table table(ArrayNode trunks) {
    Table table = new Table("NAME", "EDGE", "IN SERVICE", "CONNECTED", "SINCE", "ID");
    for (JsonNode trunk : trunks) {
      table.row(
          text(trunk, "/name"),
          text(trunk, "/edge/name"),
          text(trunk, "/inService"),
          text(trunk, "/connectedStatus/connected"),
          text(trunk, "/connectedStatus/connectedStateTime"),
          text(trunk, "/id"));
    }
    return table;
  }
}
