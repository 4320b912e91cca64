package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.BASES;
import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An org with 10,000 sites and trunk bases pages to its end and finds each of them. */
@Tag("slow")
class LargeOrgTest {
  private static final int SIZE = 10_000;

  @Test
  void everySiteIsOnExactlyOnePage() throws SimulatorException {
    try (Simulator simulator = Simulator.start(SimulatorOptions.inMemory())) {
      SimulatorClient client = SimulatorClient.loggedIn(simulator);
      ObjectNode document = client.get("/__sim/export").object();
      fill(document);
      assertThat(client.send("PUT", "/__sim/import", document.toString()).status()).isEqualTo(204);

      Set<String> names = new HashSet<>();
      Reply page = client.get(SITES + "?pageSize=100&managed=false");
      while (true) {
        names.addAll(page.body().path("entities").findValuesAsText("id"));
        if (!page.body().has("nextUri")) {
          break;
        }
        page = client.get(page.text("/nextUri"));
      }
      assertThat(page.text("/pageNumber")).isEqualTo("100");
      assertThat(page.text("/total")).isEqualTo("10000");
      assertThat(names).contains("site-0", "site-9999");
      assertThat(client.get(BASES + "?name=Trunk%209999&expand=properties").text("/total"))
          .isEqualTo("1");
      assertThat(
              client
                  .post(
                      SITES + "/search",
                      """
                      {"query":[{"type":"EXACT","fields":["name"],"value":"Site 77"}]}
                      """)
                  .text("/results/0/id"))
          .isEqualTo("site-77");
      assertThat(client.delete(BASES + "/base-5").status()).isEqualTo(200);
    }
  }

  private static void fill(ObjectNode document) {
    ArrayNode sites = document.withArray("sites");
    ArrayNode bases = document.withArray("trunkBases");
    ObjectNode example = ((ObjectNode) sites.get(0)).deepCopy().put("managed", false);
    example.remove(List.of("selfUri"));
    for (int i = 0; i < SIZE; i++) {
      sites.add(example.deepCopy().put("id", "site-" + i).put("name", "Site " + i));
      ObjectNode base = bases.addObject().put("id", "base-" + i).put("name", "Trunk " + i);
      base.put("trunkType", "EXTERNAL");
      base.putObject("trunkMetabase").put("id", SimulatorClient.CARRIER).put("name", "Carrier");
      base.putObject("inboundSite").put("id", "site-" + i);
      base.putObject("properties");
    }
  }
}
