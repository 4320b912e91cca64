package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that list an org's objects have in common. */
final class ListOptions {
  @Option(names = "--org", description = "Configured org (default: the default org).")
  private @Nullable String org;

  @Option(names = "--json", description = "Print the objects as JSON.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();

  /**
   * Lists all objects of a resource over all pages.
   *
   * @param uri endpoint that lists them
   * @param noun what they are, for the line when there are none
   * @param table makes the table for people
   */
  int list(PrintWriter out, String uri, String noun, Function<ArrayNode, Table> table)
      throws Exception {
    return list(out, uri, noun, Mode.LOOK, (service, org, all) -> all, table);
  }

  /** What a command adds to the listed objects while the service still runs. */
  @FunctionalInterface
  interface Addition {
    ArrayNode to(Service service, Org org, ArrayNode all);
  }

  int list(
      PrintWriter out,
      String uri,
      String noun,
      Mode mode,
      Addition addition,
      Function<ArrayNode, Table> table)
      throws Exception {
    try (Service service = options.start(mode);
        ProducerTemplate template = service.context().createProducerTemplate()) {
      Orgs orgs = service.bean(Orgs.class);
      Org chosen = orgs.get(org == null ? orgs.defaultOrg() : org);
      ArrayNode listed =
          template.requestBodyAndHeader(
              uri, null, GenesysConstants.ORG, chosen.name(), ArrayNode.class);
      ArrayNode all = addition.to(service, chosen, listed);
      return print(out, OrgLine.of(chosen), noun, all, table);
    }
  }

  /**
   * Lists what the running service has of the org.
   *
   * @param path of the API's operation
   * @param field of its answer that holds the list
   */
  int list(
      PrintWriter out,
      ServiceClient service,
      String path,
      String field,
      Function<ArrayNode, Table> table) {
    String query = org == null ? "" : "?org=" + URLEncoder.encode(org, StandardCharsets.UTF_8);
    JsonNode answer = service.get(path + query);
    String line = OrgLine.of(answer.path("org").asText(), answer.path("simulated").asBoolean());
    return print(out, line, field, (ArrayNode) answer.path(field), table);
  }

  /** The running service that has the data folder's store open. */
  Optional<ServiceClient> service() {
    return options.holderOfRuns().map(ServiceClient::new);
  }

  private int print(
      PrintWriter out, String org, String noun, ArrayNode all, Function<ArrayNode, Table> table) {
    if (json) {
      out.println(all.toPrettyString());
    } else if (all.isEmpty()) {
      out.println(org + ": no " + noun);
    } else {
      out.println(org + ": " + all.size() + " " + noun);
      table.apply(all).print(out);
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** A field as text; a dash where it is missing. */
  static String text(JsonNode object, String pointer) {
    JsonNode value = object.at(pointer);
    return value.isMissingNode() || value.isNull() ? "-" : value.asText();
  }
}
