package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes that share a store keep together to the calls of a minute. */
abstract class CallSlicesContract {
  private final String org = "org-" + UUID.randomUUID();

  /** A node's view of the slices; each call gives another node's. */
  abstract CallSlices node();

  @Test
  void allNodesTogetherGetWhatAMinuteAllows() {
    List<CallSlices> nodes = List.of(node(), node());
    List<CompletableFuture<CallSlices.Slice>> asked =
        IntStream.range(0, 40)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> nodes.get(i % 2).take(org, 10, 95)))
            .toList();
    List<CallSlices.Slice> taken = asked.stream().map(CompletableFuture::join).toList();

    int minutes = taken.stream().anyMatch(slice -> slice.lasts().toSeconds() < 1) ? 2 : 1;
    int calls = taken.stream().mapToInt(CallSlices.Slice::calls).sum();
    assertThat(calls).isBetween(95, 95 * minutes);
    assertThat(taken)
        .allSatisfy(
            slice -> assertThat(slice.lasts()).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
  }

  @Test
  void anotherOrgHasItsOwn() {
    node().take(org, 100, 100);

    assertThat(node().take(org + "-2", 100, 100).calls()).isEqualTo(100);
  }
}
