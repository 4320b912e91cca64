package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trunkline.simulator.SimulatorClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a simulator begins with is what its start file says, and is so again after a reset. */
class StartFileTest {
  private static final String LOGIN = "grant_type=client_credentials";

  @TempDir Path folder;

  @Test
  void theStartFileOfTheGuideWorks() throws Exception {
    Files.writeString(folder.resolve("acme.json"), export("Acme HQ"));
    try (Simulator simulator = start(guide("## Starting it"))) {
      assertThat(simulator.orgs()).containsExactly("simulator", "acme");
      SimulatorClient auditor = new SimulatorClient(simulator.uri());
      assertThat(auditor.login("acme-audit", "audit", LOGIN).status()).isEqualTo(200);
      SimulatorClient acme = SimulatorClient.loggedIn(simulator, "acme");
      assertThat(acme.get("/api/v2/locations").status()).isEqualTo(503);
      assertThat(acme.get("/api/v2/locations").body().findValuesAsText("name")).contains("Acme HQ");
      assertThat(acme.get("/__sim/settings").text("/consistency/mode")).isEqualTo("realistic");
      assertThat(acme.get("/__sim/settings?org=acme").text("/rateLimit/enabled")).isEqualTo("true");

      acme.post("/__sim/reset", "");
      assertThat(acme.get("/api/v2/locations").status())
          .as("faults are armed again")
          .isEqualTo(503);
      assertThat(acme.get("/api/v2/locations").text("/total")).isEqualTo("2");
      assertThat(acme.get("/__sim/settings").text("/consistency/mode")).isEqualTo("realistic");
    }
  }

  @Test
  void rolesLimitAClientAndASecretCanBeAnother() throws Exception {
    String file =
        """
        roles: {reader: ["telephony:sites:view"], writer: ["telephony:plugin:all"]}
        orgs:
          simulator:
            clients:
              simulator: {secret: hush}
              both: {roles: [reader, writer], permissions: ["directory:location:add"]}
              reader: {roles: [reader]}
        """;
    try (Simulator simulator = start(file)) {
      SimulatorClient client = new SimulatorClient(simulator.uri());
      assertThat(client.login("simulator", "simulator", LOGIN).status()).isEqualTo(401);
      assertThat(client.login("simulator", "hush", LOGIN).status()).isEqualTo(200);
      SimulatorClient both = SimulatorClient.loggedIn(simulator, "both");
      assertThat(both.site("S").status()).isEqualTo(200);
      SimulatorClient reader = SimulatorClient.loggedIn(simulator, "reader");
      assertThat(reader.post(SimulatorClient.SITES, "{}").status()).isEqualTo(403);
    }
  }

  @Test
  void theSameSeedGivesTheSameIds() throws Exception {
    List<String> first = ids(7L);
    assertThat(ids(7L)).isEqualTo(first);
    assertThat(ids(8L)).doesNotContainAnyElementsOf(first);
    assertThat(first.get(0)).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab].*");
  }

  @Test
  void aKeptOrganizationStaysAndItsIdsAreNotDrawnAgain() throws Exception {
    Path state = folder.resolve("state");
    SimulatorOptions options =
        SimulatorOptions.inMemory().withStateFolder(state).withInputs(seeded(7L));
    String first;
    try (Simulator simulator = Simulator.start(options)) {
      first = SimulatorClient.loggedIn(simulator).location("First");
    }
    try (Simulator simulator = Simulator.start(options)) {
      SimulatorClient client = SimulatorClient.loggedIn(simulator);
      assertThat(client.location("Second")).isNotEqualTo(first);
      assertThat(client.get("/api/v2/locations/" + first).text("/name")).isEqualTo("First");
    }
  }

  @Test
  void anExportCanHoldAnswersOfListCallsAndKindsOfTrunkThatWeDoNotKnow() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorOptions.inMemory())) {
      SimulatorClient client = SimulatorClient.loggedIn(simulator);
      String document =
          """
          {"organization":%s,"locations":%s,"sites":%s,
           "trunkBases":{"entities":[{"id":"b1","name":"Odd","trunkType":"EXTERNAL",
             "trunkMetabase":{"id":"odd.json","name":"Odd"},
             "properties":{"odd_key":{"value":{"instance":7}}}}]}}
          """
              .formatted(
                  client.get("/api/v2/organizations/me").body(),
                  client.get("/api/v2/locations?pageSize=100").body(),
                  client.get(SimulatorClient.SITES + "?pageSize=100").body());
      assertThat(client.send("PUT", "/__sim/import", document).status()).isEqualTo(204);
      Reply odd = client.get(SimulatorClient.BASES + "/b1");
      assertThat(odd.text("/properties/odd_key/value/instance")).isEqualTo("7");
      assertThat(
              client.get("/__sim/export").text("/trunkBases/0/properties/odd_key/value/instance"))
          .isEqualTo("7");
    }
  }

  @Test
  void whatIsWrongIsToldWithFileLineAndFix() throws Exception {
    assertThat(complaint("orgs:\n  acme:\n    clints: {}\n"))
        .contains("start.yaml", "line 3, orgs.acme.clints", "known are export, settings, clients");
    assertThat(complaint("orgs:\n  a b: {}\n")).contains("line 2", "'a b' cannot name an org");
    assertThat(complaint("settings:\n  latencyMs: soon\n"))
        .contains("line 1, settings", "setting 'latencyMs' is \"soon\"");
    assertThat(complaint("orgs: {a: {clients: {x: {roles: [boss]}}}}"))
        .contains("orgs.a.clients.x.roles[0]", "\"boss\" is wrong");
    assertThat(complaint("orgs: {a: {clients: {x: {}}}, b: {clients: {x: {}}}}"))
        .contains("client 'x' belongs to the org 'a'");
    assertThat(complaint("orgs: {a: {export: none.json}}")).contains("no file", "none.json");
    assertThat(complaint("faults:\n  - act: {when: never}\n")).contains("line 2, faults[0].act");
    Files.writeString(folder.resolve("broken.json"), "{\"organization\":{},\"sites\":7}");
    assertThat(complaint("orgs: {a: {export: broken.json}}")).contains("broken.json", "'sites'");
    SimulatorInputs setting =
        new SimulatorInputs(null, Map.of(), null, Map.of("latencyms", "3"), null);
    SimulatorException refused =
        catchThrowableOfType(
            SimulatorException.class,
            () -> Simulator.start(SimulatorOptions.inMemory().withInputs(setting)));
    assertThat(refused).hasMessageContaining("there is no setting 'latencyms'");
  }

  private String complaint(String startFile) {
    return catchThrowableOfType(SimulatorException.class, () -> start(startFile)).getMessage();
  }

  private Simulator start(String startFile) throws IOException, SimulatorException {
    Path file = Files.writeString(folder.resolve("start.yaml"), startFile);
    return Simulator.start(
        SimulatorOptions.inMemory()
            .withInputs(new SimulatorInputs(file, Map.of(), null, Map.of(), null)));
  }

  private static List<String> ids(long seed) throws SimulatorException {
    try (Simulator simulator =
        Simulator.start(SimulatorOptions.inMemory().withInputs(seeded(seed)))) {
      SimulatorClient client = SimulatorClient.loggedIn(simulator);
      return List.of(client.location("A"), client.site("B").id());
    }
  }

  private static SimulatorInputs seeded(long seed) {
    return new SimulatorInputs(null, Map.of(), null, Map.of(), seed);
  }

  private static String export(String location) throws SimulatorException {
    try (Simulator simulator = Simulator.start(SimulatorOptions.inMemory())) {
      SimulatorClient client = SimulatorClient.loggedIn(simulator);
      client.location(location);
      return client.get("/__sim/export").body().toString();
    }
  }

  /** The first YAML fragment below a heading of the guide. */
  static String guide(String heading) throws IOException {
    String page = Files.readString(Path.of("docs/simulator.md"));
    int from = page.indexOf("```yaml\n", page.indexOf(heading + "\n")) + "```yaml\n".length();
    return page.substring(from, page.indexOf("\n```", from));
  }
}
