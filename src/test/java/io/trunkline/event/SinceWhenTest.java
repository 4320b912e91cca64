package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A state holds since what decided it was so, not since somebody happened to tell. */
class SinceWhenTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static TrunkState after(TrunkState state, PartialState said, Instant heard) {
    Source poll = new Source(SourceKind.POLL, "acme");
    Observation seen = new Observation("acme", TrunkRef.id("t"), poll, null, null, heard, said, "");
    return state.after(seen, FlapRule.OFF).state();
  }

  private static PartialState said(
      @Nullable Boolean inService, boolean up, Instant at, @Nullable Boolean asks) {
    return new PartialState(
        inService,
        null,
        up,
        at,
        null,
        null,
        asks,
        List.of(new ProxyStatus("one:5061", up, at, null)),
        null);
  }

  private static TrunkState up() {
    return after(
        TrunkState.unknown("acme", "t", NOON), said(null, true, NOON, null), NOON.plusSeconds(10));
  }

  @Test
  void whatIsToldForTheFirstTimeMovesNothingThatTurnedBefore() {
    Instant turned = NOON.plusSeconds(20);
    TrunkState down = after(up(), said(null, false, turned, true), NOON.plusSeconds(60));
    assertThat(down.status()).isEqualTo(TrunkStatus.DOWN);
    assertThat(down.since()).isEqualTo(turned);
  }

  @Test
  void whatTurnedWithoutATimeOfItsOwnTurnedWhenItWasTold() {
    TrunkState out = after(up(), said(true, true, NOON, true), NOON.plusSeconds(30));
    TrunkState down = after(out, said(false, true, NOON, true), NOON.plusSeconds(60));
    assertThat(down.status()).isEqualTo(TrunkStatus.DOWN);
    assertThat(down.since()).isEqualTo(NOON.plusSeconds(60));
  }
}
