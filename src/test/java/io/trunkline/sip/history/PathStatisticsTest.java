package io.trunkline.sip.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jitter, loss and percentiles against numbers worked out by hand. */
class PathStatisticsTest {
  private static CheckPoint rtt(double millis) {
    return new CheckPoint(0, Outcome.OK, null, 200, (float) millis);
  }

  private static final CheckPoint LOST =
      new CheckPoint(0, Outcome.FAILED, FailureClass.TIMEOUT, 0, Float.NaN);
  private static final CheckPoint NOT_MADE =
      new CheckPoint(0, Outcome.UNKNOWN, FailureClass.INTERNAL, 0, Float.NaN);

  @Test
  void jitterFollowsRfc3550() {
    // |D| = 16, 16: J1 = 16/16 = 1, J2 = 1 + (16 - 1)/16 = 1.9375
    PathStatistics found = PathStatistics.of(List.of(rtt(10), rtt(26), rtt(10)));
    assertThat(found.jitterMillis()).isCloseTo(1.9375, within(1e-6));
    assertThat(found.lossShare()).isZero();
  }

  @Test
  void lossCountsWhatWasAskedOnly() {
    PathStatistics found = PathStatistics.of(List.of(rtt(10), LOST, NOT_MADE, rtt(10), LOST));
    assertThat(found.checks()).isEqualTo(4);
    assertThat(found.lossShare()).isEqualTo(0.5);
    assertThat(found.jitterMillis()).isZero();
  }

  @Test
  void percentilesByNearestRank() {
    List<CheckPoint> points = new ArrayList<>();
    for (int i = 100; i >= 1; i--) {
      points.add(rtt(i));
    }
    PathStatistics found = PathStatistics.of(points);
    assertThat(found.p50Millis()).isEqualTo(50);
    assertThat(found.p95Millis()).isEqualTo(95);
    assertThat(found.p99Millis()).isEqualTo(99);
  }

  @Test
  void nothingAnsweredHasNoPercentiles() {
    PathStatistics found = PathStatistics.of(List.of(LOST));
    assertThat(found.p50Millis()).isNull();
    assertThat(found.lossShare()).isEqualTo(1);
    assertThat(PathStatistics.of(List.of()).lossShare()).isZero();
  }
}
