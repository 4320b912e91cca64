package io.trunkline.command;

import static io.trunkline.command.ListOptions.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists an org's edges over all pages. */
@Command(
    name = "edges",
    mixinStandardHelpOptions = true,
    description = "Lists the org's edges, the media servers that trunks run on.")
final class EdgesCommand implements Callable<Integer> {
  @Mixin private ListOptions options = new ListOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return options.list(
        spec.commandLine().getOut(), "genesys:edge?operation=list", "edges", EdgesCommand::table);
  }

  private static Table table(ArrayNode edges) {
    Table table = new Table("NAME", "STATUS", "ONLINE", "SITE", "MANAGED", "ID");
    for (JsonNode edge : edges) {
      table.row(
          text(edge, "/name"),
          text(edge, "/statusCode"),
          text(edge, "/onlineStatus"),
          text(edge, "/site/name"),
          text(edge, "/managed"),
          text(edge, "/id"));
    }
    return table;
  }
}
