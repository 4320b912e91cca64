package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.analytics.PullLedger.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of the windows that pulls read. */
class PullPlanLawsTest {
  private static final Instant NOW = Instant.parse("2026-10-25T01:00:00Z");
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration LATE = Duration.ofHours(4);
  private static final Duration RECENT = Duration.ofHours(24);

  private final PullPlan plan =
      new PullPlan(
          new PullSettings(
              "node",
              Duration.ofMinutes(2),
              Map.of(PullSource.TRUNK_METRICS, Duration.ofMinutes(1)),
              LONGEST,
              LATE,
              RECENT,
              Duration.ofDays(30),
              Duration.ofMinutes(15),
              100_000,
              100,
              1000,
              Duration.ofMinutes(15),
              2,
              false,
              100));

  @Property
  void windowsCoverTheStretchOnceInOrder(
      @ForAll @IntRange(min = 1, max = 100_000) int minutes,
      @ForAll @IntRange(min = 1, max = 20_000) int longest) {
    Instant from = NOW.minus(Duration.ofMinutes(minutes));
    List<PullWindow> windows = PullWindow.split(from, NOW, Duration.ofMinutes(longest), 0);
    Instant at = from;
    for (PullWindow window : windows) {
      assertThat(window.from()).isEqualTo(at);
      assertThat(Duration.between(window.from(), window.to()))
          .isLessThanOrEqualTo(Duration.ofMinutes(longest));
      at = window.to();
    }
    assertThat(at).isEqualTo(NOW);
  }

  @Property
  void halvesAreTheWholeUntilTheyAreTooShort(
      @ForAll @IntRange(min = 1, max = 10_000_000) int seconds) {
    PullWindow window = new PullWindow(NOW.minusSeconds(seconds), NOW, 7);
    List<PullWindow> halves = window.halves();
    assertThat(halves.get(0).from()).isEqualTo(window.from());
    assertThat(halves.get(halves.size() - 1).to()).isEqualTo(window.to());
    assertThat(halves).allSatisfy(half -> assertThat(half.gap()).isEqualTo(7));
    if (halves.size() == 2) {
      assertThat(halves.get(0).to()).isEqualTo(halves.get(1).from());
    } else {
      assertThat(seconds).isLessThanOrEqualTo(600);
    }
  }

  @Property
  void settledWindowsReachFromBeforeTheWatermarkToTheAvailabilityDate(
      @ForAll @IntRange(min = 1, max = 200_000) int minutesBehind) {
    Instant watermark = NOW.minus(Duration.ofMinutes(minutesBehind));
    List<PullWindow> windows = plan.settled(watermark, NOW, List.of());
    assertThat(windows.get(0).from()).isEqualTo(watermark.minus(LATE));
    assertThat(windows.get(windows.size() - 1).to()).isEqualTo(NOW);
  }

  @Property
  void nothingIsReadTwiceWhenNothingBecameAvailable(
      @ForAll @IntRange(min = 0, max = 10_000) int minutesAhead) {
    assertThat(plan.settled(NOW.plus(Duration.ofMinutes(minutesAhead)), NOW, List.of())).isEmpty();
  }

  @Property
  void theQueryNeverAsksForMoreThanTheRecent(
      @ForAll @IntRange(min = 0, max = 200_000) int minutes) {
    List<PullWindow> windows = plan.recent(NOW.minus(Duration.ofMinutes(minutes)), NOW);
    assertThat(windows.get(0).from()).isAfterOrEqualTo(NOW.minus(RECENT));
    assertThat(windows.get(windows.size() - 1).to()).isEqualTo(NOW);
  }

  /**
   * Clocks change in Berlin at NOW, and elsewhere at other hours of these days: none of it matters.
   */
  @Property
  void countsAreReadByWholeHoursOfUtc(@ForAll @IntRange(min = 1, max = 20_000) int minutesBehind) {
    Instant watermark = NOW.minus(Duration.ofMinutes(minutesBehind));
    Instant at = null;
    for (PullWindow window : plan.hours(watermark, NOW)) {
      assertThat(at == null || at.equals(window.from())).isTrue();
      assertThat(window.from().getEpochSecond() % 3_600).isZero();
      assertThat(window.from()).isBeforeOrEqualTo(at == null ? watermark.minus(LATE) : at);
      at = window.to();
    }
    assertThat(at).isEqualTo(NOW);
  }

  @Property
  void gapsAreReadWhenTheirDataIsCompleteAndNeverWhenLost(
      @ForAll @IntRange(min = -1000, max = 1000) int ends, @ForAll boolean lost) {
    Instant end = NOW.plus(Duration.ofMinutes(ends));
    Gap gap = new Gap(3, "org", "settled", end.minusSeconds(60), end, "why", NOW, null, lost);
    assertThat(plan.settled(NOW, NOW, List.of(gap)).stream().anyMatch(window -> window.gap() == 3))
        .isEqualTo(!lost && ends <= 0);
  }

  @Property
  void missedMinutesAreTheStretchBetweenTwoSamples(
      @ForAll @IntRange(min = 0, max = 5000) int seconds) {
    PullWindow missed = plan.missedMinutes(NOW.minusSeconds(seconds), NOW);
    assertThat(missed != null).isEqualTo(seconds > 150);
  }

  @Property
  void batchesHoldEveryIdOnceAndAHundredAtMost(@ForAll @IntRange(min = 0, max = 2500) int trunks) {
    List<String> ids = java.util.stream.IntStream.range(0, trunks).mapToObj(i -> "t" + i).toList();
    List<List<String>> batches = TrunkPolls.batches(ids);
    assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 100));
    assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(ids);
    assertThat(batches).hasSize((trunks + 99) / 100);
  }
}
