package io.trunkline.provisioning;

import static io.trunkline.provisioning.MatrixBench.IN_ONE_SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.trunkline.provisioning.MatrixSpecs.Write;
import io.trunkline.run.Run;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every write of the pipeline and of its undo meets every way in which the platform can fail, with
 * its effect and without. Afterwards the org is exactly what the file says, or exactly what it was
 * before.
 */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {
  private static final String MESSAGE_OF_A_CONFLICT =
      "{status: 400, code: bad.request, message: 'Version 1 does not match the current version 2'}";

  private static final String THROTTLED_LOGIN =
      "{match: {method: POST, path: /oauth/token}, times: 2, act: {when: before, status: 400,"
          + " body: {error: invalid_request, error_description: rate limit exceeded}}";

  private static SideBySide<MatrixBench> benches;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    benches = MatrixBench.several(data, 4);
  }

  @AfterAll
  static void stop() throws Exception {
    benches.end();
  }

  /** Failures after which trying again is right. */
  static List<String> passing() {
    List<String> faults = new ArrayList<>();
    for (String when : List.of("after", "before")) {
      for (int status : List.of(500, 502, 503, 504, 408)) {
        faults.add("{when: %s, status: %d}".formatted(when, status));
      }
      faults.add("{when: %s, connection: reset}".formatted(when));
      faults.add("{when: %s, connection: close}".formatted(when));
      // After the client gave up, and before it stops looking.
      faults.add("{when: %s, delayMs: 1800}".formatted(when));
    }
    faults.add("{when: after, cutAfterBytes: 20}");
    faults.add("{when: before, status: 502, cutAfterBytes: 20}");
    faults.add("{when: before, status: 409}");
    faults.add("{when: before, status: 412}");
    faults.add("{when: before, status: 400, body: %s}".formatted(MESSAGE_OF_A_CONFLICT));
    faults.add("{when: before, status: 401}");
    faults.add("{when: before, status: 429}");
    for (String wait : List.of("0", "1", "soon", IN_ONE_SECOND)) {
      faults.add("{when: before, status: 429, headers: {retry-after: '%s'}}".formatted(wait));
    }
    return faults;
  }

  /** Failures that end the step. */
  static List<String> refusals() {
    return List.of(
        "{when: before, status: 400}",
        "{when: before, status: 413}",
        "{when: before, status: 403}");
  }

  /** What an undo may meet: a lost answer, a refusal that passes, a wait. */
  static List<String> passingAnUndo() {
    return List.of(
        "{when: after, status: 500}",
        "{when: after, connection: reset}",
        "{when: after, delayMs: 1800}",
        "{when: after, cutAfterBytes: 0}",
        "{when: before, status: 503}",
        "{when: before, status: 409}",
        "{when: before, status: 401}",
        "{when: before, status: 429, headers: {retry-after: '1'}}");
  }

  static Stream<Arguments> creates() {
    return each(MatrixSpecs.CREATES, passing());
  }

  static Stream<Arguments> updates() {
    return each(MatrixSpecs.UPDATES, passing());
  }

  static Stream<Arguments> refusedCreates() {
    return each(MatrixSpecs.CREATES, refusals());
  }

  static Stream<Arguments> refusedUpdates() {
    return each(MatrixSpecs.UPDATES, refusals());
  }

  static Stream<Arguments> undoneCreates() {
    return each(MatrixSpecs.DELETES, passingAnUndo());
  }

  static Stream<Arguments> undoneUpdates() {
    return each(MatrixSpecs.UPDATES, passingAnUndo());
  }

  /** Lists and single reads that show for a while what was before, with and without an answer. */
  static Stream<Arguments> staleReads() {
    List<Write> writes = new ArrayList<>(MatrixSpecs.CREATES);
    writes.addAll(MatrixSpecs.UPDATES);
    return each(writes, List.of("{when: after, status: 503}", "{when: before, status: 503}"));
  }

  private static Stream<Arguments> each(List<Write> writes, List<String> faults) {
    return writes.stream()
        .flatMap(write -> faults.stream().map(fault -> Arguments.of(write, fault)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("creates")
  void aConnectionIsMadeOnce(Write write, String fault) throws Exception {
    benches.run(
        bench ->
            bench.assertEnded(
                struck(bench, bench.empty, write, fault, MatrixSpecs.FIRST),
                RunState.SUCCEEDED,
                bench.afterFirst));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("updates")
  void aConnectionIsChangedOnce(Write write, String fault) throws Exception {
    benches.run(
        bench ->
            bench.assertEnded(
                struck(bench, bench.provisioned, write, fault, MatrixSpecs.SECOND),
                RunState.SUCCEEDED,
                bench.afterSecond));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusedCreates")
  void aRefusedCreateLeavesNothing(Write write, String fault) throws Exception {
    benches.run(
        bench ->
            bench.assertEnded(
                struck(bench, bench.empty, write, fault, MatrixSpecs.FIRST),
                RunState.ROLLED_BACK,
                OrgPicture.of(bench.empty)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusedUpdates")
  void aRefusedChangeLeavesTheFormerValues(Write write, String fault) throws Exception {
    benches.run(
        bench ->
            bench.assertEnded(
                struck(bench, bench.provisioned, write, fault, MatrixSpecs.SECOND),
                RunState.ROLLED_BACK,
                bench.afterFirst));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("undoneCreates")
  void whatWasMadeIsTakenBackOnce(Write write, String fault) throws Exception {
    benches.run(
        bench -> {
          bench.holds(bench.empty);
          Run run = bench.harness.provision(MatrixSpecs.FIRST);
          bench.strikes(write, fault);
          Run undone = bench.undo(run);
          bench.assertStruck();
          bench.assertEnded(undone, RunState.ROLLED_BACK, OrgPicture.of(bench.empty));
        });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("undoneUpdates")
  void whatWasChangedIsTakenBackOnce(Write write, String fault) throws Exception {
    benches.run(
        bench -> {
          bench.holds(bench.provisioned);
          Run run = bench.harness.provision(MatrixSpecs.SECOND);
          bench.strikes(write, fault);
          Run undone = bench.undo(run);
          bench.assertStruck();
          bench.assertEnded(undone, RunState.ROLLED_BACK, bench.afterFirst);
        });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("staleReads")
  void readsThatLagBehindAreWaitedOut(Write write, String fault) throws Exception {
    boolean fresh = MatrixSpecs.CREATES.contains(write);
    benches.run(
        bench -> {
          bench.holds(fresh ? bench.empty : bench.provisioned);
          bench.lags();
          PlannedOrg planned =
              bench.harness.planned(fresh ? MatrixSpecs.FIRST : MatrixSpecs.SECOND);
          bench.strikes(write, fault);
          Run run = bench.provision(planned);
          bench.assertStruck();
          bench.harness.orgs.settings("{\"consistency\": null}");
          bench.assertEnded(run, RunState.SUCCEEDED, fresh ? bench.afterFirst : bench.afterSecond);
        });
  }

  static Stream<Arguments> writes() {
    return Stream.concat(
        MatrixSpecs.CREATES.stream().map(write -> Arguments.of(write, true)),
        MatrixSpecs.UPDATES.stream().map(write -> Arguments.of(write, false)));
  }

  /** A fresh token is refused too: renewing it again would not help. */
  @ParameterizedTest
  @MethodSource("writes")
  void aLasting401LeavesTheOrgAsItWas(Write write, boolean fresh) throws Exception {
    benches.run(
        bench -> {
          bench.holds(fresh ? bench.empty : bench.provisioned);
          PlannedOrg planned =
              bench.harness.planned(fresh ? MatrixSpecs.FIRST : MatrixSpecs.SECOND);
          bench.strikes(write, "{when: before, status: 401}", 2);
          Run run = bench.provision(planned);
          bench.assertStruck(2);
          bench.assertEnded(
              run, RunState.ROLLED_BACK, fresh ? OrgPicture.of(bench.empty) : bench.afterFirst);
        });
  }

  /** The token is dead, and its endpoint says 400 where others say 429. */
  @ParameterizedTest
  @MethodSource("writes")
  void aTokenThatIsNotRenewedAtOnceIsWaitedFor(Write write, boolean fresh) throws Exception {
    benches.run(
        bench -> {
          bench.holds(fresh ? bench.empty : bench.provisioned);
          PlannedOrg planned =
              bench.harness.planned(fresh ? MatrixSpecs.FIRST : MatrixSpecs.SECOND);
          bench.strikes(write, "{when: before, status: 401}}, " + THROTTLED_LOGIN);
          Run run = bench.provision(planned);
          bench.assertStruck();
          assertThat(bench.harness.orgs.control("GET", "faults", "").at("/faults/1/strikes"))
              .as("the login was refused")
              .isEqualTo(IntNode.valueOf(2));
          bench.assertEnded(run, RunState.SUCCEEDED, fresh ? bench.afterFirst : bench.afterSecond);
        });
  }

  private static Run struck(
      MatrixBench bench, JsonNode before, Write write, String fault, String spec) throws Exception {
    bench.holds(before);
    PlannedOrg planned = bench.harness.planned(spec);
    bench.strikes(write, fault);
    Run run = bench.provision(planned);
    bench.assertStruck();
    return run;
  }
}
