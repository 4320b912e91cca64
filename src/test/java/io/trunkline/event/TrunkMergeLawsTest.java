package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the order, the doubles and the gaps: the same observations end in the same state. */
class TrunkMergeLawsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Provide
  Arbitrary<List<Observation>> histories() {
    Arbitrary<Boolean> said = Arbitraries.of(true, false).injectNull(0.4);
    Arbitrary<PartialState> states =
        Combinators.combine(said, said, said, said, said)
            .as(
                (service, connected, registered, one, two) ->
                    new PartialState(
                        service,
                        null,
                        connected,
                        null,
                        registered,
                        null,
                        null,
                        null,
                        List.of(
                            new ProxyStatus("one:5061", one, null, null),
                            new ProxyStatus("two:5061", two, null, "408"))));
    return Combinators.combine(
            states, Arbitraries.integers().between(0, 30), Arbitraries.integers().between(0, 30))
        .as(
            (state, at, heard) ->
                new Observation(
                    "org",
                    TrunkRef.id("t"),
                    new Source(SourceKind.CHANNEL, "c"),
                    null,
                    START.plusSeconds(at),
                    START.plusSeconds(at + heard),
                    state,
                    ""))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static TrunkState after(List<Observation> history) {
    TrunkState state = TrunkState.unknown("org", "t", START);
    for (Observation seen : history) {
      state = state.after(seen, FlapRule.OFF).state();
    }
    return state;
  }

  @Property
  void orderDoesNotMatter(@ForAll("histories") List<Observation> history, @ForAll Random random) {
    List<Observation> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, random);
    assertThat(after(shuffled).facts()).isEqualTo(after(history).facts());
    assertThat(after(shuffled).status()).isEqualTo(after(history).status());
    assertThat(after(shuffled).watermark()).isEqualTo(after(history).watermark());
    assertThat(after(shuffled).seenAt()).isEqualTo(after(history).seenAt());
  }

  @Property
  void whatComesTwiceChangesNothing(@ForAll("histories") List<Observation> history) {
    List<Observation> twice = new ArrayList<>(history);
    twice.addAll(history);
    assertThat(after(twice).facts()).isEqualTo(after(history).facts());
    assertThat(after(twice).status()).isEqualTo(after(history).status());
  }

  @Property
  void whatSaysNothingChangesNothing(@ForAll("histories") List<Observation> history) {
    Observation last = history.get(history.size() - 1);
    Observation silent =
        new Observation(
            "org",
            TrunkRef.id("t"),
            last.source(),
            null,
            START.plusSeconds(1_000),
            START.plusSeconds(1_000),
            PartialState.NOTHING,
            "");
    List<Observation> longer = new ArrayList<>(history);
    longer.add(silent);
    assertThat(after(longer).facts()).isEqualTo(after(history).facts());
    assertThat(after(longer).status()).isEqualTo(after(history).status());
    assertThat(after(longer).reason()).isEqualTo(after(history).reason());
  }

  @Property
  void aStateIsReadAsItWasWritten(@ForAll("histories") List<Observation> history) {
    TrunkState state = after(history);
    assertThat(TrunkState.read(TrunkState.write(state))).isEqualTo(state);
  }

  @Property
  void nothingIsEverUpWhileANewerWordSaysDown(@ForAll("histories") List<Observation> history) {
    List<Observation> longer = new ArrayList<>(history);
    longer.add(
        new Observation(
            "org",
            TrunkRef.id("t"),
            new Source(SourceKind.HOOK, "h"),
            null,
            START.plusSeconds(500),
            START.plusSeconds(500),
            PartialState.connected(false),
            ""));
    assertThat(after(longer).status()).isEqualTo(TrunkStatus.DOWN);
  }
}
