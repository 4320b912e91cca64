package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls are the currency: what provisioning costs, from the simulator's request log. */
class CallCountTest {
  @TempDir static Path data;
  static ProvisioningHarness harness;

  @BeforeAll
  static void start() {
    harness = new ProvisioningHarness(data, Map.of());
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @BeforeEach
  void emptyOrg() {
    harness.orgs.reset();
  }

  @Test
  void oneConnectionIntoAnEmptyOrgCostsAtMostTenCalls() throws Exception {
    Run run = harness.provision(Specs.one("acme"));

    assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(callsBesidePolls()).hasSizeLessThanOrEqualTo(10);
    assertThat(harness.orgs.writes()).hasSize(4);
  }

  @Test
  void aHundredConnectionsCostAtMostFourPointTwoCallsEachAndNothingToWriteAgain() throws Exception {
    String spec = Specs.many(100);

    int planned = harness.plan(spec).writes();
    harness.orgs.forgetRequests();
    assertThat(harness.provision(spec).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(callsBesidePolls()).hasSizeLessThanOrEqualTo(420);
    assertThat(harness.orgs.writes()).hasSize(planned);

    harness.orgs.forgetRequests();
    assertThat(harness.provision(spec).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.orgs.writes()).isEmpty();
    assertThat(harness.orgs.calls()).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void connectionsThatShareASiteMakeItOnceAndBothTrunksStandOnItsRoute() throws Exception {
    String spec =
        "version: 1\nconnections:\n"
            + Specs.connection("first", "shared", "shared")
            + Specs.connection("second", "shared", "shared");

    assertThat(harness.plan(spec).writes()).isEqualTo(6);
    harness.orgs.forgetRequests();
    assertThat(harness.provision(spec).state()).isEqualTo(RunState.SUCCEEDED);

    assertThat(harness.orgs.writes()).hasSize(6);
    assertThat(harness.plan(spec).writes()).isZero();
  }

  @Test
  void planningWritesNothing() throws Exception {
    assertThat(harness.plan(Specs.one("acme")).writes()).isEqualTo(4);

    assertThat(harness.orgs.writes()).isEmpty();
  }

  private static List<JsonNode> callsBesidePolls() {
    return harness.orgs.calls().stream().filter(call -> !SimulatedOrgs.isRoutePoll(call)).toList();
  }
}
