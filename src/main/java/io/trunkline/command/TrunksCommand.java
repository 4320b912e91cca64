package io.trunkline.command;

import static io.trunkline.command.ListOptions.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.genesys.Org;
import io.trunkline.service.ConnectionChecks;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import io.trunkline.trunk.TrunkViews;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists an org's runtime trunks over all pages. */
@Command(
    name = "trunks",
    mixinStandardHelpOptions = true,
    description = "Lists the org's runtime trunks: one per edge that uses a trunk base.")
final class TrunksCommand implements Callable<Integer> {
  @Option(
      names = "--check",
      description = {
        "Ask the carriers of the connections that Trunkline made, and tell for each proxy what",
        "follows from both sides' views. Beside a running service: what it found last."
      })
  private boolean check;

  @Mixin private ListOptions options = new ListOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Optional<ServiceClient> holder = check ? options.service() : Optional.empty();
    if (holder.isPresent()) {
      return options.list(
          spec.commandLine().getOut(),
          holder.get(),
          "/api/trunks",
          "trunks",
          TrunksCommand::diagnosed);
    }
    return options.list(
        spec.commandLine().getOut(),
        "genesys:trunk?operation=list",
        "trunks",
        check ? Mode.COMMAND : Mode.LOOK,
        this::enriched,
        trunks -> check ? diagnosed(trunks) : table(trunks));
  }

  private ArrayNode enriched(Service service, Org org, ArrayNode trunks) {
    if (!check) {
      return trunks;
    }
    Instant observed = Instant.now();
    var verdicts = service.bean(ConnectionChecks.class).checkNow(org.name());
    return service.bean(TrunkViews.class).of(trunks, observed, verdicts, Instant.now());
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

  /** A line for each proxy: they may differ. */
  private static Table diagnosed(ArrayNode trunks) {
    Table table = new Table("NAME", "EDGE", "STATE", "PROXY", "DIAGNOSIS", "ADVICE");
    for (JsonNode trunk : trunks) {
      String edge = text(trunk, "/edge/name");
      String state = text(trunk, "/state");
      for (JsonNode proxy : trunk.path("proxies")) {
        StringJoiner advice = new StringJoiner(" ");
        advice.add(text(proxy, "/finding")).add(text(proxy, "/advice"));
        table.row(
            text(trunk, "/name"),
            edge,
            state,
            text(proxy, "/address"),
            text(proxy, "/diagnosis"),
            advice.toString());
      }
      if (trunk.path("proxies").isEmpty()) {
        table.row(text(trunk, "/name"), edge, state, "-", "-", "-");
      }
    }
    return table;
  }
}
