package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The most calls at once. */
class PeakCallsTest {
  private static final int SITE = 100;
  private final PeakCalls peaks =
      new PeakCalls(Map.of(1, List.of(1, SITE), 2, List.of(2, SITE), 3, List.of()));

  private List<String> told() {
    List<String> told = new ArrayList<>();
    peaks.tell(told::add);
    return told;
  }

  @Test
  void aCallThatEndsWhenAnotherBeginsLeavesItsChannelToIt() {
    peaks.taken(1, 0, 10, 20);
    peaks.taken(1, 0, 20, 30);
    peaks.taken(2, 0, 19, 21);
    peaks.taken(1, 3_600, 3_600_000, 3_600_500);
    peaks.taken(1, 3_600, 3_600_499, 3_600_501);
    assertThat(told())
        .containsExactly("(1, 0, 1), (2, 0, 1), (100, 0, 2), (1, 3600, 2), (100, 3600, 2)");
  }

  @Test
  void aTrunkOfNobodyCountsForNobody() {
    peaks.taken(3, 0, 10, 20);
    assertThat(told()).isEmpty();
  }

  @Test
  void manyAreToldInParts() {
    IntStream.range(0, 300).forEach(i -> peaks.taken(1, 60L * i, 60_000L * i, 60_000L * i + 5));
    assertThat(told()).hasSize(2);
    assertThat(String.join(", ", told()).split("\\), \\(")).hasSize(600);
  }
}
