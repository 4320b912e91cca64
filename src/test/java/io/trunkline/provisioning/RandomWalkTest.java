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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files, faults, resumes and undos in any order: after each step the org is what the last file says
 * or what it was before. {@code -Dtrunkline.walk.steps} makes the walk longer, {@code
 * -Dtrunkline.walk.seed} another one.
 */
@Tag("matrix")
class RandomWalkTest {
  private static final int STEPS = Integer.getInteger("trunkline.walk.steps", 150);
  private static final long SEED = Long.getLong("trunkline.walk.seed", 1);
  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE", "GET");
  private static final List<String> ACTS =
      List.of(
          "{when: after, status: 500}",
          "{when: before, status: 503}",
          "{when: after, connection: reset}",
          "{when: before, connection: close}",
          "{when: after, status: 408}",
          "{when: before, status: 409}",
          "{when: before, status: 429, headers: {retry-after: '0'}}",
          "{when: before, status: 401}",
          "{when: before, status: 400}",
          "{when: after, cutAfterBytes: 10}");

  private static ProvisioningHarness harness;

  @BeforeAll
  static void start(@TempDir Path data) {
    harness = new ProvisioningHarness(data, Map.of("trunkline.outage.retries", "3"));
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @Test
  void theOrgIsAlwaysOneOfTwoThings() throws Exception {
    Random random = new Random(SEED);
    GeneratedSpecs specs = new GeneratedSpecs(SEED);
    harness.orgs.reset();
    for (int step = 0; step < STEPS; step++) {
      String walk = "seed " + SEED + ", step " + step;
      JsonNode before = harness.orgs.snapshot();
      String spec = specs.next();
      PlannedOrg planned = harness.planned(spec);
      if (planned.plan().refused()) {
        harness.orgs.reset();
        continue;
      }
      harness.orgs.faults(faults(random));
      Run run = harness.provision(planned, random.nextBoolean());
      harness.orgs.control("DELETE", "faults", "");
      settle(run, random, spec, OrgPicture.of(before), walk);
    }
    System.out.printf("random walk: %d steps, seed %d%n", STEPS, SEED);
  }

  /** What is left open is ended without faults, by a resume or an undo. */
  private static void settle(Run run, Random random, String spec, List<String> before, String walk)
      throws Exception {
    boolean takeBack =
        run.state() == RunState.NEEDS_ATTENTION
            || (run.state() == RunState.SUCCEEDED && random.nextInt(3) == 0)
            || (run.state() == RunState.FAILED && random.nextBoolean());
    RunEngine engine = harness.service.bean(RunEngine.class);
    Run end = run;
    if (takeBack) {
      engine.undo(run.id());
      end = engine.await(run.id(), Duration.ofMinutes(2)).join();
    } else if (run.state() == RunState.FAILED) {
      engine.resume(run.id(), false);
      end = engine.await(run.id(), Duration.ofMinutes(2)).join();
    }
    if (end.state() == RunState.SUCCEEDED) {
      assertThat(harness.plan(spec).writes()).as(walk).isZero();
    } else {
      assertThat(end.state()).as("%s: %s", walk, end.problem()).isEqualTo(RunState.ROLLED_BACK);
      assertThat(OrgPicture.of(harness.orgs.snapshot())).as(walk).containsExactlyElementsOf(before);
    }
  }

  private static String faults(Random random) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(
            i ->
                "  - {match: {method: %s, path: /api/v2/*}, nth: [%d, %d], act: %s}\n"
                    .formatted(
                        METHODS.get(random.nextInt(METHODS.size())),
                        1 + random.nextInt(5),
                        1 + random.nextInt(9),
                        ACTS.get(random.nextInt(ACTS.size()))))
        .collect(Collectors.joining("", "seed: 1\nfaults:\n", "  []\n"))
        .replaceAll("(?s)(  - .*)  \\[\\]\n", "$1");
  }
}
