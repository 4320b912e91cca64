package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The formulas of figures and plans, against what their definitions say. */
class FigureLawsTest {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final long FIRST = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond();
  private static final Subject CARRIER = new Subject(1, "org", SubjectKind.BASE, "b", "carrier");
  private static final double TARGET = 0.01;

  private static Bucket bucket(
      long at, int attempts, int connected, int failed, int peak, double erlangs) {
    double none = Double.NaN;
    return new Bucket(
        at,
        null,
        new Bucket.Legs(
            attempts,
            connected,
            failed,
            0,
            Math.round(erlangs * HOUR * 1_000),
            0,
            peak,
            none,
            0,
            0,
            none,
            0,
            0,
            none,
            0,
            0,
            0,
            0),
        Map.of(),
        null);
  }

  @Property
  void setupSuccessIsTheShareThatDidNotFailAndAbsentWithoutAttempts(
      @ForAll @IntRange(max = 1_000) int connected,
      @ForAll @IntRange(max = 1_000) int refused,
      @ForAll @IntRange(max = 1_000) int failed) {
    int attempts = connected + refused + failed;
    Bucket bucket = bucket(FIRST, attempts, connected, failed, 0, 0);
    Double success = Metric.SETUP_SUCCESS.value(bucket, null, HOUR);
    Double answered = Metric.ANSWER_RATIO.value(bucket, null, HOUR);
    if (attempts == 0) {
      assertThat(success).isNull();
      assertThat(answered).isNull();
    } else {
      assertThat(success).isCloseTo(100.0 * (connected + refused) / attempts, within(1e-9));
      assertThat(success).isBetween(0.0, 100.0).isGreaterThanOrEqualTo(answered);
    }
  }

  @Property
  void utilizationIsTheGreaterPeakByChannelsAndAbsentWithoutThem(
      @ForAll @IntRange(max = 500) int seen,
      @ForAll @IntRange(max = 500) int reconstructed,
      @ForAll @IntRange(min = 1, max = 500) int channels) {
    Bucket.Calls calls = new Bucket.Calls(1, seen, seen, seen, 0, Double.NaN);
    Bucket legs = bucket(FIRST, 1, 1, 0, reconstructed, 0);
    Bucket both = new Bucket(FIRST, calls, legs.legs(), Map.of(), null);
    assertThat(Metric.UTILIZATION.value(both, channels, HOUR))
        .isEqualTo(100.0 * Math.max(seen, reconstructed) / channels);
    assertThat(Metric.UTILIZATION.value(both, null, HOUR)).isNull();
  }

  @Property
  void percentilesAreValuesByNearestRank(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 100, max = 500) Integer> scores) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    scores.forEach(score -> counts.merge(score, 1, Integer::sum));
    List<Integer> sorted = scores.stream().sorted().toList();
    for (int percent : new int[] {1, 5, 50, 95, 100}) {
      int rank = (scores.size() * percent + 99) / 100;
      assertThat(Metric.percentile(counts, percent))
          .isEqualTo(sorted.get(Math.max(1, rank) - 1) / 100.0);
    }
  }

  private static CapacityPlan plan(List<Bucket> hours, Integer channels) {
    return CapacityPlanning.plan(CARRIER, channels, hours, TARGET);
  }

  private static LocalDate date(long day) {
    return Instant.ofEpochSecond(FIRST + day * DAY).atZone(ZoneOffset.UTC).toLocalDate();
  }

  @Property(tries = 300)
  void channelsRunOutOnTheDayWhenTheLineReachesWhatTheyCarry(
      @ForAll @DoubleRange(min = 0.5, max = 10) double begin,
      @ForAll @DoubleRange(min = 0.02, max = 1) double growth,
      @ForAll @IntRange(min = 7, max = 60) int days,
      @ForAll @IntRange(min = 2, max = 60) int channels) {
    List<Bucket> hours = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      hours.add(bucket(FIRST + day * DAY + 9 * HOUR, 1, 1, 0, 1, begin + growth * day));
      hours.add(bucket(FIRST + day * DAY + 10 * HOUR, 1, 1, 0, 1, 0.1));
    }
    CapacityPlan plan = plan(hours, channels);
    assertThat(plan.busyHour()).isEqualTo(9);
    assertThat(plan.trend().erlangsPerWeek()).isCloseTo(7 * growth, within(1e-3));

    double reached = (ErlangB.traffic(channels, TARGET) - begin) / growth;
    long day = Math.max(days - 1, (long) Math.ceil(reached));
    assertThat(plan.runsOut().date()).isBetween(date(day).minusDays(1), date(day).plusDays(1));
    assertThat(plan.runsOut().earliest()).isBeforeOrEqualTo(plan.runsOut().date());
    assertThat(plan.runsOut().latest()).isAfterOrEqualTo(plan.runsOut().date());
  }

  @Property(tries = 100)
  void trafficThatShrinksRunsOutOfNothing(
      @ForAll @DoubleRange(min = 0.01, max = 0.1) double loss,
      @ForAll @IntRange(min = 7, max = 40) int days) {
    List<Bucket> hours = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      hours.add(bucket(FIRST + day * DAY, 1, 1, 0, 1, 5 - loss * day));
    }
    assertThat(plan(hours, 60).runsOut()).isNull();
  }

  @Test
  void sixDaysGiveNoTrendAndNoDate() {
    List<Bucket> hours = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      hours.add(bucket(FIRST + day * DAY, 1, 1, 0, 1, 1 + day));
    }
    assertThat(plan(hours, 3).trend()).isNull();
    assertThat(plan(hours, 3).runsOut()).isNull();
  }

  /** Of 400 months with a known slope and noise, the interval holds it in about 95 of a hundred. */
  @Test
  void theIntervalHoldsTheSlopeAsOftenAsItSays() {
    Random random = new Random(11);
    int held = 0;
    for (int month = 0; month < 400; month++) {
      List<Bucket> hours = new ArrayList<>();
      for (int day = 0; day < 28; day++) {
        hours.add(bucket(FIRST + day * DAY, 1, 1, 0, 1, 20 + 0.1 * day + random.nextGaussian()));
      }
      CapacityPlan.Trend trend = plan(hours, 60).trend();
      held += trend.low() <= 0.7 && 0.7 <= trend.high() ? 1 : 0;
    }
    assertThat(held).isBetween(368, 392);
  }

  @Test
  void aCellOfTheExportIsWhatItWasAndNeverAFormula() {
    SeriesQuery query =
        new SeriesQuery(
            Metric.CALLS,
            SubjectKind.TRUNK,
            "*",
            null,
            Instant.ofEpochSecond(FIRST),
            Instant.ofEpochSecond(FIRST + HOUR),
            Step.HOUR);
    Subject odd = new Subject(1, "org", SubjectKind.TRUNK, "=1+1", "a \"b\", c\r\nd");
    Series series = new Series(odd, null, null, List.of(new Series.Point(FIRST, 2.5, Map.of())));
    assertThat(SeriesJson.csv(query, List.of(series)))
        .isEqualTo(
            String.join(
                "\r\n",
                List.of(
                    "org,kind,id,name,at,metric,unit,code,value",
                    "org,trunk,'=1+1,\"a \"\"b\"\", c\r\nd\",2026-01-05T00:00:00Z,calls,calls,,2.5",
                    "")));
  }
}
