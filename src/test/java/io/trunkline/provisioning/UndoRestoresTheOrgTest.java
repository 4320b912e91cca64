package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An undo leaves the org as it was before the run, and what others did meanwhile as they did it.
 */
class UndoRestoresTheOrgTest {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String EDGES = "/api/v2/telephony/providers/edges";
  private static final String CHANGED =
      """
      version: 1
      connections:
        - name: acme
          location:
            name: acme location
            emergencyNumber: "+493012345679"
            address: {street1: Musterstr. 1, city: Berlin, zipcode: "10115", country: DE}
            notes: third floor
          site: {name: acme site, timeZone: Europe/Vienna}
          trunk:
            name: acme
            transport: tls
            sipServers: [sip.other.example:5061]
            terminationIdentifier: acme
            allowList: [198.51.100.0/28, 203.0.113.7]
          outboundRoutes:
            - {name: Default Outbound Route, classifications: [National], distribution: RANDOM}
            - {name: Emergency, classifications: [Emergency]}
      """;

  static ProvisioningHarness harness;

  @BeforeAll
  static void start(@TempDir Path data) {
    harness = new ProvisioningHarness(data, Map.of("trunkline.outage.retries", "1"));
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @BeforeEach
  void emptyOrg() {
    harness.orgs.reset();
  }

  private static Run succeeded(String spec) throws Exception {
    Run run = harness.provision(spec);
    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    return run;
  }

  private static Run undo(Run run) {
    RunEngine engine = harness.service.bean(RunEngine.class);
    engine.undo(run.id());
    return engine.await(run.id(), LONGEST).join();
  }

  private static void assertUndone(Run run) {
    Run undone = undo(run);
    assertThat(undone.state()).as("%s", undone.problem()).isEqualTo(RunState.ROLLED_BACK);
  }

  private static void mark() {
    harness.orgs.control("POST", "mark", "");
  }

  /** Runtime trunks live their own life; they tell since when they are connected. */
  private static void assertNothingChanged() {
    JsonNode diff = harness.orgs.control("GET", "diff", "");
    List<JsonNode> changes = new ArrayList<>();
    diff.forEach(list -> list.forEach(changes::add));
    assertThat(changes).filteredOn(line -> !line.path("kind").asText().equals("trunks")).isEmpty();
    assertThat(diff.path("created")).isEmpty();
    assertThat(diff.path("deleted")).isEmpty();
  }

  private static JsonNode find(String path, String name) {
    for (JsonNode entity : harness.orgs.api("GET", path, "").path("entities")) {
      if (entity.path("name").asText().equals(name)) {
        return entity;
      }
    }
    throw new AssertionError("no " + name + " in " + path);
  }

  @Test
  void whatARunMadeIsGone() throws Exception {
    mark();
    assertUndone(succeeded(Specs.one("acme")));

    assertNothingChanged();
  }

  @Test
  void whatARunChangedHasItsFormerValues() throws Exception {
    succeeded(Specs.one("acme"));
    mark();
    assertUndone(succeeded(CHANGED));

    // A location's notes cannot be removed: a blank stands for none (fact sheet 3.3).
    JsonNode location = find("/api/v2/locations", "acme location");
    assertThat(location.path("notes").asText()).isEqualTo(" ");
    harness.orgs.control(
        "PATCH", "entities/locations/" + location.path("id").asText(), "{\"notes\": null}");
    assertNothingChanged();
  }

  @Test
  void whatARunOnlyFoundStays() throws Exception {
    succeeded(Specs.one("acme"));
    mark();
    assertUndone(succeeded(Specs.one("acme")));

    assertNothingChanged();
  }

  @Test
  void whatOthersAddedToARouteSinceStays() throws Exception {
    succeeded(Specs.one("acme"));
    Run second =
        succeeded("version: 1\nconnections:\n" + Specs.connection("other", "acme", "acme"));
    succeeded("version: 1\nconnections:\n" + Specs.connection("third", "acme", "acme"));
    assertUndone(second);

    assertThat(find(EDGES + "/outboundroutes", "Default Outbound Route").path("externalTrunkBases"))
        .extracting(trunk -> trunk.path("name").asText())
        .containsExactly("acme", "third");
    assertThat(harness.plan(Specs.one("acme")).writes()).isZero();
  }

  @Test
  void aFieldThatSomebodyElseChangedSinceIsNotOverwrittenButNamed() throws Exception {
    succeeded(Specs.one("acme"));
    Run run = succeeded(CHANGED);
    String id = find("/api/v2/locations", "acme location").path("id").asText();
    harness.orgs.control("PATCH", "entities/locations/" + id, "{\"notes\": \"fourth floor\"}");
    Run undone = undo(run);

    assertThat(undone.state()).isEqualTo(RunState.NEEDS_ATTENTION);
    assertThat(undone.problem().path("left").findValuesAsText("step")).containsExactly("location");
    assertThat(undone.problem().findValuesAsText("field"))
        .as("%s", undone.problem())
        .containsExactly("notes");
    assertThat(find("/api/v2/locations", "acme location").path("notes").asText())
        .isEqualTo("fourth floor");

    harness.orgs.control("PATCH", "entities/locations/" + id, "{\"notes\": \"third floor\"}");
    assertUndone(run);
    assertThat(harness.plan(Specs.one("acme")).writes()).isZero();
  }

  @Test
  void anObjectWhoseCreationWasNeverConfirmedIsFoundAndDeleted() throws Exception {
    mark();
    harness.orgs.faults(
        """
        faults:
          - {match: {method: POST, path: %1$s/sites}, act: {when: after, connection: reset}}
          - {match: {method: GET, path: %1$s/sites}, nth: [2, 3, 4, 5], act: {status: 503}}
        """
            .formatted(EDGES));
    Run failed = harness.provision(Specs.one("acme"));
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    harness.orgs.control("DELETE", "faults", "");
    assertThat(find(EDGES + "/sites", "acme site")).isNotNull();
    assertUndone(failed);

    assertNothingChanged();
  }

  @Test
  void anObjectOfTheSameNameThatSomebodyElseMadeStays() throws Exception {
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: %s/sites}, act: {connection: reset}}]"
            .formatted(EDGES));
    Run failed = harness.provision(Specs.one("acme"));
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    harness.orgs.control("DELETE", "faults", "");
    succeeded(CHANGED.replace("acme location", "their location"));
    assertUndone(failed);

    assertThat(find(EDGES + "/sites", "acme site").path("location").path("name").asText())
        .isEqualTo("their location");
  }

  @Test
  void aFailureIsUndoneWhenAsked() throws Exception {
    mark();
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: %s/trunkbasesettings}, act: {status: 400}}]"
            .formatted(EDGES));
    Run run = harness.provision(harness.planned(Specs.one("acme")), true);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(run.problem().path("connections")).hasToString("[\"acme\"]");
    assertNothingChanged();
  }

  @Test
  void deletionsAreWaitedForWhileThePlatformStillRefersToTheObject() throws Exception {
    Run run = succeeded(Specs.one("acme"));
    harness.orgs.settings(
        "{\"consistency\": {\"deletedVisibleMs\": 150, \"locationReleaseMs\": 200}}");
    assertUndone(run);
    harness.orgs.settings("{\"consistency\": null}");

    List<String> names =
        harness.orgs.snapshot().findValuesAsText("name").stream()
            .filter(name -> name.startsWith("acme"))
            .toList();
    assertThat(names).isEmpty();
  }

  @Test
  void theJournalHoldsEveryWriteWithItsFormerValues() throws Exception {
    succeeded(Specs.one("acme"));
    Run run = succeeded(CHANGED);

    JsonNode location =
        harness.steps(run).stream()
            .filter(step -> step.key().step().equals("location"))
            .findFirst()
            .orElseThrow()
            .writes()
            .get(0)
            .path("write");
    assertThat(location.path("method").asText()).isEqualTo("PATCH");
    ObjectNode number = location.deepCopy();
    assertThat(number.path("changes").findValuesAsText("path"))
        .contains("emergencyNumber", "notes");
  }
}
