package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run writes what its plan showed, and never over what somebody changed in between. */
class PlanIsAppliedTest {
  private static final String SITES = "/api/v2/telephony/providers/edges/sites";

  private static final String TRUNKS = "/api/v2/telephony/providers/edges/trunkbasesettings";

  static ProvisioningHarness harness;

  @BeforeAll
  static void start(@TempDir Path data) {
    harness = new ProvisioningHarness(data, Map.of());
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @BeforeEach
  void provisioned() throws Exception {
    harness.orgs.reset();
    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.SUCCEEDED);
  }

  private static String inVienna() {
    return Specs.one("acme").replace("Europe/Berlin", "Europe/Vienna");
  }

  private static JsonNode site() {
    for (JsonNode site : harness.orgs.api("GET", SITES, "").path("entities")) {
      if (site.path("name").asText().equals("acme site")) {
        return site;
      }
    }
    throw new AssertionError("no site");
  }

  private static void somebodyChangesTheSite(String patch) {
    harness.orgs.control("PATCH", "entities/sites/" + site().path("id").asText(), patch);
  }

  @Test
  void aFieldThatSomebodyChangedSinceThePlanStopsTheStepWithTheDifference() throws Exception {
    PlannedOrg planned = harness.planned(inVienna());
    somebodyChangesTheSite("{\"edgeAutoUpdateConfig\": {\"timeZone\": \"Europe/Zurich\"}}");
    Run run = harness.provision(planned, false);

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    JsonNode problem = run.states().get(0).problem();
    assertThat(problem.path("message").asText())
        .contains("somebody changed \"acme site\" since the plan")
        .contains("Europe/Zurich");
    assertThat(problem.path("field").asText()).isEqualTo("edgeAutoUpdateConfig.timeZone");
    assertThat(problem.path("value").asText()).contains("Europe/Vienna");
    assertThat(site().at("/edgeAutoUpdateConfig/timeZone").asText()).isEqualTo("Europe/Zurich");
  }

  @Test
  void aNewPlanThenWrites() throws Exception {
    PlannedOrg planned = harness.planned(inVienna());
    somebodyChangesTheSite("{\"edgeAutoUpdateConfig\": {\"timeZone\": \"Europe/Zurich\"}}");
    harness.provision(planned, false);

    assertThat(harness.provision(inVienna()).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(site().at("/edgeAutoUpdateConfig/timeZone").asText()).isEqualTo("Europe/Vienna");
  }

  @Test
  void aResumeKeepsToThePlanUnlessToldOtherwise() throws Exception {
    PlannedOrg planned = harness.planned(inVienna());
    somebodyChangesTheSite("{\"edgeAutoUpdateConfig\": {\"timeZone\": \"Europe/Zurich\"}}");
    Run run = harness.provision(planned, false);
    RunEngine engine = harness.service.bean(RunEngine.class);

    assertThat(harness.awaited(engine.resume(run.id(), false)).state()).isEqualTo(RunState.FAILED);
    assertThat(site().at("/edgeAutoUpdateConfig/timeZone").asText()).isEqualTo("Europe/Zurich");

    assertThat(harness.awaited(engine.resume(run.id(), true)).state())
        .isEqualTo(RunState.SUCCEEDED);
    assertThat(site().at("/edgeAutoUpdateConfig/timeZone").asText()).isEqualTo("Europe/Vienna");
  }

  @Test
  void whatSomebodyElseMadeSinceThePlanStopsAResumeToo() throws Exception {
    harness.orgs.reset();
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: %s}, act: {status: 400}}]".formatted(TRUNKS));
    Run run = harness.provision(Specs.one("acme"));
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    harness.orgs.control("DELETE", "faults", "");
    Run theirs = harness.provision(Specs.one("acme").replace("carrier.example", "other.example"));
    assertThat(theirs.state()).as("%s", theirs.problem()).isEqualTo(RunState.SUCCEEDED);
    harness.orgs.forgetRequests();

    RunEngine engine = harness.service.bean(RunEngine.class);
    Run resumed = harness.awaited(engine.resume(run.id(), false));

    assertThat(resumed.state()).isEqualTo(RunState.FAILED);
    JsonNode problem = resumed.states().get(0).problem();
    assertThat(problem.path("message").asText())
        .contains("somebody else made it since the plan, with other content");
    assertThat(harness.orgs.writes()).isEmpty();
  }

  @Test
  void aFieldThatTheSpecDoesNotNameIsKeptAndDoesNotStop() throws Exception {
    PlannedOrg planned = harness.planned(inVienna());
    somebodyChangesTheSite("{\"description\": \"third floor\"}");

    assertThat(harness.provision(planned, false).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(site().at("/edgeAutoUpdateConfig/timeZone").asText()).isEqualTo("Europe/Vienna");
    assertThat(site().path("description").asText()).isEqualTo("third floor");
  }

  @Test
  void aFieldThatThePlanFoundRightIsNotOverwrittenEither() throws Exception {
    PlannedOrg planned = harness.planned(inVienna());
    somebodyChangesTheSite("{\"edgeAutoUpdateConfig\": {\"rrule\": \"FREQ=WEEKLY;BYDAY=MO\"}}");
    Run run = harness.provision(planned, false);

    assertThat(run.state()).as(site().toPrettyString()).isEqualTo(RunState.FAILED);
    assertThat(run.states().get(0).problem().path("field").asText())
        .isEqualTo("edgeAutoUpdateConfig.rrule");
  }
}
