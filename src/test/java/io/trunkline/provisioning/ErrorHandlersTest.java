package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.genesys.UnauthorizedException;
import io.trunkline.run.Run;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes/errors.camel.yaml promises, for every write of the pipeline. */
class ErrorHandlersTest {
  private static final String SITES = "/api/v2/telephony/providers/edges/sites";
  private static final String TRUNKS = "/api/v2/telephony/providers/edges/trunkbasesettings";
  private static final String LOCATIONS = "/api/v2/locations";
  private static final String ROUTE = SITES + "/*/outboundroutes/*";

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

  @ParameterizedTest
  @ValueSource(strings = {LOCATIONS, SITES, TRUNKS})
  void aCreateWhoseAnswerIsLostIsFoundAndNotMadeTwice(String path) throws Exception {
    harness.orgs.faults(fault("POST", path, "{when: after, connection: reset}"));

    assertSucceedsOnce(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCATIONS, SITES, TRUNKS})
  void aCreateThatTookEffectBehindAnErrorIsFoundAndNotMadeTwice(String path) throws Exception {
    harness.orgs.faults(fault("POST", path, "{when: after, status: 503}"));

    assertSucceedsOnce(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCATIONS, SITES, TRUNKS})
  void aCreateThatFailedWithoutEffectIsMadeAgain(String path) throws Exception {
    harness.orgs.faults(fault("POST", path, "{when: before, status: 500}"));

    assertSucceedsOnce(path);
  }

  @Test
  void aVersionConflictIsReadAgainAndMergedAgain() throws Exception {
    harness.orgs.faults(fault("PUT", ROUTE, "{when: before, status: 409}"));

    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.plan(Specs.one("acme")).writes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 412})
  void otherFormsOfAConflictAreTriedAgain(int status) throws Exception {
    harness.orgs.faults(fault("PUT", ROUTE, "{when: before, status: " + status + "}"));

    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aBadRequestWithTheVersionTextIsAConflict() throws Exception {
    harness.orgs.faults(
        fault(
            "PUT",
            ROUTE,
            "{when: before, status: 400, body: {status: 400, code: bad.request, message: 'Version 1"
                + " does not match the current version 2'}}"));

    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "soon", "Wed, 21 Oct 2015 07:28:00 GMT"})
  void aRateLimitIsWaitedForWhateverRetryAfterSays(String retryAfter) throws Exception {
    harness.orgs.faults(
        fault(
            "POST",
            SITES,
            "{when: before, status: 429, headers: {retry-after: '" + retryAfter + "'}}"));

    assertSucceedsOnce(SITES);
  }

  @Test
  void aRefusalEndsTheStepAndNamesFieldAndCorrelationId() throws Exception {
    harness.orgs.faults(
        """
        faults:
          - match: {method: POST, path: %s}
            act:
              when: before
              status: 400
              body:
                status: 400
                code: bad.request
                message: The time zone is not known
                details: [{errorCode: INVALID, fieldName: timeZone}]
        """
            .formatted(SITES));

    Run run = harness.provision(Specs.one("acme"));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    JsonNode problem = run.states().get(0).problem();
    assertThat(problem.path("field").asText()).isEqualTo("timeZone");
    assertThat(problem.path("value").asText()).isEqualTo("Europe/Berlin");
    assertThat(problem.path("fix").asText()).isNotEmpty();
    assertThat(problem.path("correlationId").asText()).isNotEmpty();
    assertThat(created(SITES)).isEmpty();
  }

  @Test
  void aFailedRunIsCompletedByALaterOneWithoutDuplicates() throws Exception {
    harness.orgs.faults(
        "faults: [{match: {method: POST, path: " + TRUNKS + "}, act: {status: 400}}]");
    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.FAILED);
    harness.orgs.control("DELETE", "faults", "");

    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(created(LOCATIONS)).hasSize(1);
    assertThat(created(SITES)).hasSize(1);
    assertThat(created(TRUNKS)).hasSize(1);
  }

  @Test
  void aTokenThatDiesIsRenewedAndTheCallRepeated() throws Exception {
    harness.orgs.faults(fault("POST", SITES, "{when: before, status: 401}"));

    assertSucceedsOnce(SITES);
  }

  @Test
  void anOrgThatKeepsRefusingTheTokenIsNotAskedForEver() {
    harness.orgs.faults("faults: [{match: {path: /api/v2/*}, act: {status: 401}}]");

    assertThatThrownBy(() -> harness.plan(Specs.one("acme")))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessageContaining("401");
  }

  @Test
  void anOrgWithoutTheProductIsRefusedBeforeAnythingIsWritten() throws Exception {
    harness.orgs.settings("{\"products\": [\"purecloudvoice\"]}");

    var plan = harness.plan(Specs.one("acme"));

    assertThat(plan.refused()).isTrue();
    assertThat(plan.toJson().toString()).contains("BYOC");
    assertThat(harness.orgs.writes()).isEmpty();
    harness.orgs.settings("{\"products\": [\"byoc\", \"purecloudvoice\"]}");
  }

  @Test
  void whatOthersPutOnTheRouteIsKept() throws Exception {
    harness.provision(Specs.one("acme"));
    String spec = "version: 1\nconnections:\n" + Specs.connection("other", "acme", "acme");

    assertThat(harness.provision(spec).state()).isEqualTo(RunState.SUCCEEDED);

    assertThat(harness.plan(Specs.one("acme")).writes()).isZero();
    assertThat(harness.plan(spec).writes()).isZero();
  }

  private void assertSucceedsOnce(String path) throws Exception {
    Run run = harness.provision(Specs.one("acme"));
    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    assertThat(created(path)).hasSize(1);
    assertThat(harness.plan(Specs.one("acme")).writes()).isZero();
  }

  /** Objects of the collection that this test made: the seed's are managed or carry other names. */
  private static List<String> created(String path) {
    JsonNode listing = harness.orgs.api("GET", path + "?pageSize=100", "");
    List<String> ids = new ArrayList<>();
    for (JsonNode entity : listing.path("entities")) {
      if (entity.path("name").asText().startsWith("acme")) {
        ids.add(entity.path("id").asText());
      }
    }
    return ids;
  }

  private static String fault(String method, String path, String act) {
    return "faults: [{match: {method: %s, path: '%s'}, times: 1, act: %s}]"
        .formatted(method, path, act);
  }
}
