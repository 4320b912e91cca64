package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is made twice, and what a run made is known to be its own, whatever was lost. */
class GuardedRunsTest {
  private static ProvisioningHarness harness;

  @BeforeAll
  static void start(@TempDir Path data) {
    harness =
        new ProvisioningHarness(
            data,
            Map.of(
                "trunkline.outage.retries", "1",
                "trunkline.settle-time", "2s",
                // Longer than any test waits: nobody waits for a request that was answered.
                "trunkline.http.timeout", "5m"));
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @BeforeEach
  void emptyOrg() {
    harness.orgs.settings("{\"consistency\": null}");
    harness.orgs.reset();
  }

  private static long locations() {
    JsonNode all = harness.orgs.snapshot().path("locations");
    return all.findValuesAsText("name").stream().filter("acme location"::equals).count();
  }

  private static Run again(Run run, boolean undo) {
    RunEngine engine = harness.service.bean(RunEngine.class);
    if (undo) {
      engine.undo(run.id());
    } else {
      engine.resume(run.id(), false);
    }
    return engine.await(run.id(), Duration.ofMinutes(1)).join();
  }

  /** A location may have the same name as another: here the platform would not help. */
  @Test
  void aCreateWithoutAnAnswerIsNotRepeated() throws Exception {
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: /api/v2/locations}, times: 1,"
            + " act: {when: after, connection: reset}}]");
    Run run = harness.provision(Specs.one("acme"));

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    assertThat(locations()).isEqualTo(1);
  }

  @Test
  void aListThatLagsBehindIsWaitedFor() throws Exception {
    PlannedOrg planned = harness.planned(Specs.one("acme"));
    harness.orgs.settings("{\"consistency\": {\"listLagMs\": 500}}");
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: /api/v2/locations}, times: 1,"
            + " act: {when: after, status: 503}}]");
    Run run = harness.provision(planned, false);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    assertThat(locations()).isEqualTo(1);
  }

  /** The list of its routes answers 404 for as long as the new site itself does. */
  @Test
  void aSiteThatCannotBeReadYetIsWaitedFor() throws Exception {
    harness.orgs.settings("{\"consistency\": {\"readLagMs\": 3000}}");
    Run run = harness.provision(Specs.one("acme"));
    harness.orgs.settings("{\"consistency\": null}");

    assertThat(run.state()).as("%s", run.states()).isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.plan(Specs.one("acme")).writes()).isZero();
  }

  @Test
  void twoPeopleWhoPlannedAtOnceMakeOneConnection() throws Exception {
    PlannedOrg one = harness.planned(Specs.one("acme"));
    PlannedOrg two = harness.planned(Specs.one("acme"));
    Provisioning provisioning = harness.service.bean(Provisioning.class);
    Run first = provisioning.start(one, "ann", "", false, null);
    Run second = provisioning.start(two, "bob", "", false, null);

    assertThat(harness.awaited(first).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.awaited(second).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(locations()).isEqualTo(1);
    assertThat(harness.orgs.writes()).hasSize(one.plan().writes());
  }

  /** Both files name one location and one site, and neither was there when they were planned. */
  @Test
  void twoRunsThatShareWhatIsNewMakeItOnce() throws Exception {
    String sharing = "version: 1\nconnections:\n" + Specs.connection("other", "acme", "acme");
    PlannedOrg one = harness.planned(Specs.one("acme"));
    PlannedOrg two = harness.planned(sharing);
    assertThat(two.plan().writes()).isEqualTo(one.plan().writes());
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: /api/v2/locations}, act: {when: before, delayMs: 500}}]");
    Provisioning provisioning = harness.service.bean(Provisioning.class);
    Run first = provisioning.start(one, "ann", "", false, null);
    Run second = provisioning.start(two, "bob", "", false, null);

    Run other = harness.awaited(second);
    assertThat(harness.awaited(first).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(other.state()).as("%s", other.states()).isEqualTo(RunState.SUCCEEDED);
    assertThat(locations()).isEqualTo(1);
    harness.orgs.control("DELETE", "faults", "");
  }

  @Test
  void aResumeAfterAnAnsweredFailureDoesNotWaitForARequestUnderWay() throws Exception {
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: /api/v2/locations}, act: {status: 503}}]");
    Run failed = harness.provision(Specs.one("acme"));
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    harness.orgs.control("DELETE", "faults", "");

    Run resumed = again(failed, false);
    assertThat(resumed.state()).as("%s", resumed.problem()).isEqualTo(RunState.SUCCEEDED);
    assertThat(locations()).isEqualTo(1);
  }

  /** As after a kill between request and answer: the step has no result, and is tried again. */
  @Test
  void whatAKilledRunMadeIsUndone() throws Exception {
    List<String> before = OrgPicture.of(harness.orgs.snapshot());
    harness.orgs.faults(
        """
        faults:
          - {match: {method: POST, path: /api/v2/locations}, act: {when: after, status: 503}}
          - {match: {method: GET, path: /api/v2/locations}, nth: [2, 3, 4], act: {status: 503}}
        """);
    Run failed = harness.provision(Specs.one("acme"));
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    assertThat(locations()).isEqualTo(1);
    harness.orgs.control("DELETE", "faults", "");

    assertThat(again(failed, false).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(locations()).isEqualTo(1);
    Run undone = again(failed, true);
    assertThat(undone.state()).as("%s", undone.problem()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(OrgPicture.of(harness.orgs.snapshot())).containsExactlyElementsOf(before);
  }
}
