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
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For any org and any file: a run sends the writes that its plan counts, the plan after it is
 * empty, and its undo gives the org back as it was, on demand and on failure. {@code
 * -Dtrunkline.laws.pairs} asks for more pairs, {@code -Dtrunkline.laws.seed} for others.
 */
@Tag("matrix")
class RunLawsTest {
  private static final int PAIRS = Integer.getInteger("trunkline.laws.pairs", 5_000);
  private static final long SEED = Long.getLong("trunkline.laws.seed", 4711);

  private static ProvisioningHarness harness;

  @BeforeAll
  static void start(@TempDir Path data) {
    harness = new ProvisioningHarness(data, Map.of());
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  /** Each round is two pairs: a file and an empty org, and another file and what the first left. */
  @Test
  void writesArePlannedThePlanAfterwardsIsEmptyAndAnUndoRestores() throws Exception {
    int refused = 0;
    for (int round = 0; round < PAIRS / 2; round++) {
      GeneratedSpecs specs = new GeneratedSpecs(SEED + round);
      harness.orgs.reset();
      List<String> empty = picture();
      Run first = applied(specs.next(), SEED + round);
      List<String> afterFirst = picture();
      String second = specs.next();
      if (harness.plan(second).refused()) {
        refused++;
      } else {
        Run run = applied(second, SEED + round);
        undone(run);
        assertThat(picture()).as("seed %d", SEED + round).containsExactlyElementsOf(afterFirst);
      }
      undone(first);
      assertThat(picture()).as("seed %d", SEED + round).containsExactlyElementsOf(empty);
    }
    System.out.printf("laws of runs: %d pairs, seeds from %d%n", PAIRS, SEED);
    assertThat(refused).as("files that the plan refuses").isLessThan(PAIRS / 10);
  }

  /** One write is refused, a creation of any place in the run or its first update. */
  @Test
  void aRunThatFailsAtAnyWriteAndUndoesItselfRestores() throws Exception {
    int failed = 0;
    int rounds = Math.max(20, PAIRS / 10);
    for (int round = 0; round < rounds; round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      GeneratedSpecs specs = new GeneratedSpecs(seed);
      harness.orgs.reset();
      if (random.nextBoolean()) {
        applied(specs.next(), seed);
      }
      List<String> before = picture();
      PlannedOrg planned = harness.planned(specs.next());
      if (planned.plan().refused()) {
        continue;
      }
      boolean update = random.nextInt(4) == 0;
      harness.orgs.faults(
          "faults: [{match: {method: %s, path: /api/v2/*}, nth: %d, act: {status: 400}}]"
              .formatted(update ? "PUT" : "POST", update ? 1 : 1 + random.nextInt(8)));
      Run run = harness.provision(planned, true);
      failed += run.state() == RunState.ROLLED_BACK ? 1 : 0;
      if (run.state() == RunState.SUCCEEDED) {
        undone(run);
      } else {
        assertThat(run.state())
            .as("seed %d: %s", seed, run.problem())
            .isEqualTo(RunState.ROLLED_BACK);
      }
      assertThat(picture()).as("seed %d", seed).containsExactlyElementsOf(before);
    }
    System.out.printf(
        "undo on failure: %d of %d runs failed, seeds from %d%n", failed, rounds, SEED);
    assertThat(failed).isGreaterThan(rounds / 4);
  }

  private static Run applied(String spec, long seed) throws Exception {
    harness.orgs.forgetRequests();
    PlannedOrg planned = harness.planned(spec);
    assertThat(planned.plan().refused()).as("seed %d: %s", seed, planned.plan().toJson()).isFalse();
    Run run = harness.provision(planned, false);

    assertThat(run.state()).as("seed %d: %s", seed, run.problem()).isEqualTo(RunState.SUCCEEDED);
    List<JsonNode> writes = harness.orgs.writes();
    assertThat(writes).as("seed %d, writes", seed).hasSize(planned.plan().writes());
    assertThat(harness.plan(spec).writes()).as("seed %d, plan afterwards", seed).isZero();
    return run;
  }

  private static void undone(Run run) {
    RunEngine engine = harness.service.bean(RunEngine.class);
    engine.undo(run.id());
    Run end = engine.await(run.id(), Duration.ofMinutes(2)).join();
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunState.ROLLED_BACK);
  }

  private static List<String> picture() {
    return OrgPicture.of(harness.orgs.snapshot());
  }
}
