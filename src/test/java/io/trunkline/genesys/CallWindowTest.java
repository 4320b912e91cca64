package io.trunkline.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The call budget as a function of a clock: when the next call may go. */
class CallWindowTest {
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  @Test
  void callsGoUntilTheWindowIsUsedUpAndThenAtItsEnd() {
    CallWindow window = CallWindow.open(0, 2).taken(0).taken(SECOND);

    assertThat(window.waitNanos(2 * SECOND)).isEqualTo(MINUTE - 2 * SECOND);
    assertThat(window.waitNanos(MINUTE)).isZero();
    assertThat(window.taken(MINUTE).used()).isEqualTo(1);
  }

  @Test
  void aRefusedCallHoldsBackAllOthersAsLongAsThePlatformSays() {
    CallWindow window = CallWindow.open(0, 300).throttled(SECOND, FIVE_SECONDS);

    assertThat(window.waitNanos(SECOND)).isEqualTo(5 * SECOND);
    assertThat(window.waitNanos(6 * SECOND)).isZero();
  }

  @Test
  void aWindowThatIsKnownToBeFullIsNotOpenedByAShorterWait() {
    CallWindow window =
        CallWindow.open(0, 300).observed(SECOND, 301, 300, 59).throttled(SECOND, FIVE_SECONDS);

    assertThat(window.waitNanos(7 * SECOND)).isGreaterThanOrEqualTo(53 * SECOND);
    assertThat(window.waitNanos(62 * SECOND)).isZero();
  }

  @Test
  void whatOthersUsedCountsToo() {
    CallWindow window = CallWindow.open(0, 300).taken(0).observed(SECOND, 300, 300, 59);

    assertThat(window.waitNanos(SECOND)).isPositive();
  }

  @Test
  void aSmallerLimitOfThePlatformWins() {
    assertThat(CallWindow.open(0, 300).observed(0, 1, 20, 60).allowed()).isEqualTo(20);
    assertThat(CallWindow.open(0, 10).observed(0, 1, 20, 60).allowed()).isEqualTo(10);
  }

  /** The platform's window begins with the first call it sees, a little after ours. */
  @Property
  void noCallGoesBeforeThePlatformsWindowHasEnded(
      @ForAll @IntRange(max = 1_500) int laterMillis, @ForAll @IntRange(max = 30) int elapsed) {
    long platformEnd = Duration.ofMillis(laterMillis).toNanos() + MINUTE;
    long now = Duration.ofMillis(laterMillis).toNanos() + elapsed * SECOND;
    int reset = (int) ((platformEnd - now) / SECOND);

    CallWindow window = CallWindow.open(0, 1).taken(0).observed(now, 1, 1, reset);

    assertThat(now + window.waitNanos(now)).isGreaterThanOrEqualTo(platformEnd);
  }
}
