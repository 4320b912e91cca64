package io.trunkline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** When an alert fires and when it ends, against the whole story of what was read. */
class HysteresisLawsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private record Seen(Reading reading, Instant at) {}

  @Property(tries = 2_000)
  void theStateIsThatOfTheWholeStory(
      @ForAll @Size(max = 40) List<@IntRange(max = 399) Integer> looks,
      @ForAll @IntRange(max = 5) int holds,
      @ForAll @IntRange(max = 5) int clear) {
    Duration toFire = Duration.ofSeconds(30L * holds);
    Duration toEnd = Duration.ofSeconds(30L * clear);
    AlertState state = AlertState.QUIET;
    List<Seen> story = new ArrayList<>();
    boolean firing = false;
    Instant now = START;
    for (int look : looks) {
      now = now.plusSeconds(1 + look / 4);
      Reading reading = List.of(Reading.values()).get(look % 4);
      story.add(new Seen(reading, now));
      state = state.after(reading, now, toFire, toEnd);
      Reading wanted = firing ? Reading.CLEAR : Reading.HOLDS;
      if (lasts(story, wanted, firing ? toEnd : toFire)) {
        firing = !firing;
        story.clear();
      }
      assertThat(state.firing()).isEqualTo(firing);
      assertThat(state.since() == null).isEqualTo(!firing);
    }
  }

  /** Whether the last readings without a break are these, and reach far enough back. */
  private static boolean lasts(List<Seen> story, Reading wanted, Duration atLeast) {
    Instant last = story.get(story.size() - 1).at();
    Instant first = null;
    for (int i = story.size() - 1; i >= 0 && story.get(i).reading() == wanted; i--) {
      first = story.get(i).at();
    }
    return first != null && Duration.between(first, last).compareTo(atLeast) >= 0;
  }

  @Property(tries = 500)
  void valuesBetweenTheTwoLimitsChangeNothing(
      @ForAll boolean firing, @ForAll @Size(max = 30) List<Boolean> nothing) {
    AlertState before = firing ? new AlertState(true, START, null) : AlertState.QUIET;
    AlertState state = before;
    Instant now = START;
    for (boolean unseen : nothing) {
      now = now.plusSeconds(60);
      state =
          state.after(
              unseen ? Reading.NOTHING : Reading.BETWEEN, now, Duration.ZERO, Duration.ZERO);
      assertThat(state).isEqualTo(before);
    }
  }

  @Property(tries = 500)
  void aTimeThatNobodySawProvesNothing(
      @ForAll boolean firing, @ForAll @IntRange(min = 1, max = 10_000) int hole) {
    Duration wait = Duration.ofSeconds(60);
    Reading other = firing ? Reading.CLEAR : Reading.HOLDS;
    AlertState begun =
        (firing ? new AlertState(true, START, null) : AlertState.QUIET)
            .after(other, START, wait, wait);
    Instant back = START.plusSeconds(hole);

    AlertState state = begun.unseen().after(other, back, wait, wait);
    assertThat(state.firing()).isEqualTo(firing);
    assertThat(state.after(other, back.plus(wait), wait, wait).firing()).isNotEqualTo(firing);
  }

  @Property(tries = 300)
  void itCannotChangeMoreOftenThanItsTimesAllow(
      @ForAll @Size(min = 1, max = 200) List<Boolean> bad,
      @ForAll @IntRange(min = 1, max = 5) int holds,
      @ForAll @IntRange(min = 1, max = 5) int clear) {
    AlertState state = AlertState.QUIET;
    int changes = 0;
    for (int i = 0; i < bad.size(); i++) {
      boolean before = state.firing();
      state =
          state.after(
              bad.get(i) ? Reading.HOLDS : Reading.CLEAR,
              START.plusSeconds(60L * i),
              Duration.ofMinutes(holds),
              Duration.ofMinutes(clear));
      changes += before == state.firing() ? 0 : 1;
    }
    assertThat(changes).isLessThanOrEqualTo(2 * bad.size() / (holds + clear + 2) + 1);
  }
}
