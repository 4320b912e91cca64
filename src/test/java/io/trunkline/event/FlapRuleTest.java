package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A trunk that goes up and down is degraded for as long as its changes count. */
class FlapRuleTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final FlapRule RULE = new FlapRule(6, Duration.ofMinutes(5));

  private static TrunkState after(TrunkState state, int second, boolean up) {
    Instant at = START.plusSeconds(second);
    Observation seen =
        new Observation(
            "org",
            TrunkRef.id("t"),
            new Source(SourceKind.HOOK, "ops"),
            "e" + second,
            at,
            at,
            PartialState.connected(up),
            "{}");
    return state.after(seen, RULE).state();
  }

  @Test
  void aStormLeavesNoLargerStateThanDecides() {
    TrunkState state = TrunkState.unknown("org", "t", START);
    for (int second = 0; second < 1_000; second++) {
      state = after(state, second, second % 2 == 0);
    }
    assertThat(state.status()).isEqualTo(TrunkStatus.DEGRADED);
    assertThat(state.changes()).hasSize(6);
    assertThat(after(state, 999 + 294, false).status()).isEqualTo(TrunkStatus.DEGRADED);
    assertThat(after(state, 999 + 296, false).status()).isEqualTo(TrunkStatus.DOWN);
  }

  @Test
  void theNewestCountInWhateverOrderTheyCame() {
    List<Instant> mixed = new ArrayList<>();
    for (int second = 0; second < 20; second++) {
      mixed.add(START.plusSeconds(second));
    }
    List<Instant> newest = List.copyOf(mixed.subList(14, 20));
    Collections.shuffle(mixed, new Random(3));
    assertThat(RULE.counted(mixed, START.plusSeconds(60))).isEqualTo(newest);
  }
}
