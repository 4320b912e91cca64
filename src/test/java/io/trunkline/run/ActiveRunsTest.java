package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A node that lost a run and has it again does not go on with what it did before. */
class ActiveRunsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final RunStore store = new InMemoryRunStore(Clock.systemUTC());
  private final ActiveRuns active = new ActiveRuns();

  private ActiveRun taken(Claim claim) {
    ActiveRun run =
        new ActiveRun(
            store.find(claim.runId()).orElseThrow(),
            store.document(claim.runId()).orElseThrow(),
            claim,
            Map.of(),
            store,
            new RunEvents(),
            Clock.systemUTC(),
            LEASE,
            Runnable::run);
    active.add(run);
    return run;
  }

  @Test
  void aStepOfAFormerClaimOfTheSameNodeWritesNothing() {
    StepKey site = new StepKey("berlin", "site");
    Claim former =
        Objects.requireNonNull(
            store
                .create(RunHarness.request(null, false, "berlin"), "run-1", "node-a", LEASE)
                .claim());
    taken(former).begin(site, false);
    Claim now = store.claim("run-1", "node-a", LEASE).orElseThrow();
    ActiveRun again = taken(now);

    var write = JsonNodeFactory.instance.objectNode().put("method", "POST");
    assertThatThrownBy(() -> active.intendWrite("run-1", former.token(), "berlin", "site", write))
        .isInstanceOf(RunLost.class);
    assertThatThrownBy(() -> active.require("run-1", null)).isInstanceOf(RunLost.class);
    assertThat(store.steps("run-1").get(0).writes()).isEmpty();
    assertThat(active.require("run-1", now.token())).isSameAs(again);
  }
}
