package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.MatrixSpecs.Write;
import io.trunkline.run.Run;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every write of the pipeline meets every way in which the platform can fail, with its effect and
 * without. Afterwards the org is exactly what the file says, or exactly what it was before.
 */
@Tag("matrix")
class FaultMatrixTest {
  private static final String MESSAGE_OF_A_CONFLICT =
      "{status: 400, code: bad.request, message: 'Version 1 does not match the current version 2'}";

  private static ProvisioningHarness harness;
  private static JsonNode empty;
  private static JsonNode provisioned;
  private static List<String> afterFirst;
  private static List<String> afterSecond;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    harness =
        new ProvisioningHarness(
            data,
            Map.of(
                "trunkline.http.timeout",
                "1500ms",
                "trunkline.settle-time",
                "800ms",
                "trunkline.rate-limit.longest-wait",
                "2s"));
    harness.orgs.reset();
    empty = harness.orgs.snapshot();
    assertThat(harness.provision(MatrixSpecs.FIRST).state()).isEqualTo(RunState.SUCCEEDED);
    provisioned = harness.orgs.snapshot();
    afterFirst = OrgPicture.of(provisioned);
    assertThat(harness.provision(MatrixSpecs.SECOND).state()).isEqualTo(RunState.SUCCEEDED);
    afterSecond = OrgPicture.of(harness.orgs.snapshot());
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  /** Failures after which trying again is right. */
  static Stream<String> passing() {
    List<String> faults = new ArrayList<>();
    for (String when : List.of("after", "before")) {
      for (int status : List.of(500, 502, 503, 504, 408)) {
        faults.add("{when: %s, status: %d}".formatted(when, status));
      }
      faults.add("{when: %s, connection: reset}".formatted(when));
      faults.add("{when: %s, connection: close}".formatted(when));
      // After the client gave up, and before it stops looking: a later effect would strike the next
      // case.
      faults.add("{when: %s, delayMs: 1800}".formatted(when));
    }
    faults.add("{when: after, cutAfterBytes: 20}");
    faults.add("{when: before, status: 409}");
    faults.add("{when: before, status: 412}");
    faults.add("{when: before, status: 400, body: %s}".formatted(MESSAGE_OF_A_CONFLICT));
    faults.add("{when: before, status: 401}");
    faults.add("{when: before, status: 429}");
    for (String wait : List.of("0", "1", "soon", inOneSecond())) {
      faults.add("{when: before, status: 429, headers: {retry-after: '%s'}}".formatted(wait));
    }
    return faults.stream();
  }

  private static String inOneSecond() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plusSeconds(1).atOffset(ZoneOffset.UTC));
  }

  /** Failures that end the step. */
  static Stream<String> refusals() {
    return Stream.of(
        "{when: before, status: 400}",
        "{when: before, status: 413}",
        "{when: before, status: 403}");
  }

  static Stream<Arguments> creates() {
    return MatrixSpecs.CREATES.stream()
        .flatMap(write -> passing().map(fault -> Arguments.of(write, fault)));
  }

  static Stream<Arguments> updates() {
    return MatrixSpecs.UPDATES.stream()
        .flatMap(write -> passing().map(fault -> Arguments.of(write, fault)));
  }

  static Stream<Arguments> refusedCreates() {
    return MatrixSpecs.CREATES.stream()
        .flatMap(write -> refusals().map(fault -> Arguments.of(write, fault)));
  }

  static Stream<Arguments> refusedUpdates() {
    return MatrixSpecs.UPDATES.stream()
        .flatMap(write -> refusals().map(fault -> Arguments.of(write, fault)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("creates")
  void aConnectionIsMadeOnce(Write write, String fault) throws Exception {
    Run run = run(empty, write, fault, MatrixSpecs.FIRST);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    assertThat(OrgPicture.of(harness.orgs.snapshot())).containsExactlyElementsOf(afterFirst);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("updates")
  void aConnectionIsChangedOnce(Write write, String fault) throws Exception {
    Run run = run(provisioned, write, fault, MatrixSpecs.SECOND);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    assertThat(OrgPicture.of(harness.orgs.snapshot())).containsExactlyElementsOf(afterSecond);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusedCreates")
  void aRefusedCreateLeavesNothing(Write write, String fault) throws Exception {
    Run run = run(empty, write, fault, MatrixSpecs.FIRST);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(OrgPicture.of(harness.orgs.snapshot()))
        .containsExactlyElementsOf(OrgPicture.of(empty));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusedUpdates")
  void aRefusedChangeLeavesTheFormerValues(Write write, String fault) throws Exception {
    Run run = run(provisioned, write, fault, MatrixSpecs.SECOND);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.ROLLED_BACK);
    assertThat(OrgPicture.of(harness.orgs.snapshot())).containsExactlyElementsOf(afterFirst);
  }

  private static boolean struckRequestHasEnded() {
    return harness.orgs.control("GET", "requests", "").findValue("fault") != null;
  }

  private static Run run(JsonNode before, Write write, String fault, String spec) throws Exception {
    harness.orgs.control("DELETE", "faults", "");
    harness.orgs.control("PUT", "import", before.toString());
    PlannedOrg planned = harness.planned(spec);
    harness.orgs.faults(
        "faults: [{match: {method: %s, path: '%s'}, times: 1, act: %s}]"
            .formatted(write.method(), write.path(), fault));
    harness.orgs.forgetRequests();
    Run run = harness.provision(planned, true);
    // A delayed request may outlive the run: its effect belongs to this case, not to the next.
    await().atMost(Duration.ofSeconds(30)).until(FaultMatrixTest::struckRequestHasEnded);
    long strikes = harness.orgs.control("GET", "faults", "").at("/faults/0/strikes").asLong();
    assertThat(strikes).as("the fault struck").isEqualTo(1);
    return run;
  }
}
