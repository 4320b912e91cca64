package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** States that reach their table later than their events, on either database. */
abstract class LaggingStatesContract extends LaggingNodes {
  @Test
  void whoComesAfterACrashMergesAgainWhatTheTableLacks() {
    EventWrite died = node();
    busy(died);
    assertThat(written(died, group(200, 20))).isTrue();
    assertThat(table()).isNotEqualTo(truth());

    settled(node());
    assertThat(table()).isEqualTo(truth()).hasSize(20);
  }

  @Test
  void whoComesAfterACrashGoesOnFromTheTruth() {
    EventWrite died = node();
    busy(died);
    assertThat(written(died, group(200, 20))).isTrue();

    assertThat(written(node(), group(30, 20))).isFalse();
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void nobodyWaitsForStatesLongerThanASecond() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(1_200, 20))).isTrue();
    Map<String, TrunkState> aSecondAgo = truth();
    clock.pass(Duration.ofSeconds(1));
    assertThat(written(node, group(200, 20))).isTrue();
    assertThat(table()).isEqualTo(aSecondAgo);
  }

  /** All at once would hold the events of that moment. */
  @Test
  void eachStateHasItsOwnSecond() {
    EventWrite node = node();
    busy(node);
    written(node, group(1_000, 5));
    clock.pass(Duration.ofMillis(500));
    List<Seen> others = group(20, 20);
    written(node, others.subList(5, 20));
    Map<String, TrunkState> then = truth();
    clock.pass(Duration.ofMillis(500));
    written(node, others.subList(0, 1));

    Map<String, TrunkState> table = table();
    assertThat(table.get("t3")).isEqualTo(then.get("t3"));
    assertThat(table.get("t15")).isNotEqualTo(then.get("t15"));
    settled(node());
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whatIsInAStateAlreadyIsNotMergedAgain() {
    EventWrite node = node();
    busy(node);
    clock.pass(Duration.ofMillis(50));
    written(node, group(1_000, 1));
    clock.pass(Duration.ofMillis(100));
    written(node, List.of(Seen.of(seen("t15", "carrier", true))));
    clock.pass(Duration.ofMillis(100));
    written(node, notTwice("t0"));
    clock.pass(Duration.ofMillis(805));
    assertThat(written(node, group(1, 1))).isTrue();
    assertThat(table().get("t0").facts().side(TrunkFacts.OPTIONS + "b")).isNotNull();

    settled(node());
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whatWasWrittenAtOnceIsNotMergedAgain() {
    EventWrite node = node();
    busy(node);
    written(node, notTwice("t0"));
    written(node, List.of(Seen.of(silentPoll("t0"))));
    assertThat(written(node, group(20, 20))).isTrue();

    settled(node());
    assertThat(table().get("t0").facts()).isEqualTo(truth().get("t0").facts());
  }

  @Test
  void noOlderStateFollowsOneThatWasWrittenAtOnce() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(200, 20))).isTrue();
    written(node, List.of(Seen.of(seen("t1", "renamed", true))));
    settled(node);
    assertThat(table()).isEqualTo(truth());
  }

  /** Who waits for all of them waits long. */
  @Test
  void manyStatesAreWrittenInShares() {
    EventWrite node = node();
    busy(node);
    written(node, group(1_500, 1_500));
    written(node, group(1_500, 1_500));
    assertThat(store().commits().commit(node::settle)).isTrue();
    assertThat(table()).isNotEqualTo(truth());
    assertThat(store().commits().commit(node::settle)).isFalse();
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whoComesAfterAShareMergesAgainTheRest() {
    EventWrite node = node();
    busy(node);
    written(node, group(1_500, 1_500));
    written(node, notTwice("t0"));
    written(node, group(1_500, 1_500));
    assertThat(store().commits().commit(node::settle)).isTrue();

    settled(node());
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whatAnotherNodeWroteMeanwhileCounts() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(200, 20))).isTrue();
    written(node(), group(31, 20));
    written(node, group(17, 20));
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whoFindsNothingToMergeLeavesWhoWritesAlone() {
    EventWrite node = node();
    busy(node);
    settled(node);
    assertThat(store().commits().commit(node()::catchUp)).isFalse();
    assertThat(written(node, group(200, 20))).isTrue();
  }

  @Test
  void inQuietTimesEachGroupWritesItsStates() {
    EventWrite node = node();
    for (int i = 0; i < 30; i++) {
      assertThat(written(node, group(20, 20))).isFalse();
      clock.pass(Duration.ofMillis(100));
    }
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void whatWasTakenBackIsInNoState() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(200, 20))).isTrue();
    List<Seen> down = List.of(Seen.of(seen("t1", "carrier", false)));
    refused(node, down);
    settled(node);
    assertThat(table()).isEqualTo(truth());
  }

  @Test
  void aTrunkIsFoundByItsNewNameAtOnce() {
    EventWrite node = node();
    busy(node);
    written(node, List.of(Seen.of(seen("t1", "renamed", true)), Seen.of(seen("new", "n", true))));
    written(
        node,
        List.of(Seen.of(byName("renamed")), Seen.of(byName("n")), Seen.of(byName("nobody's"))));
    settled(node);
    assertThat(table()).containsKeys("t1", "new", "name:nobody's").hasSize(22);
  }

  /** Half a character, which the store keeps as another one: a proxy must not become two. */
  @Test
  void whatTheStoreCannotHoldIsTheSameToWhoComesAfter() {
    written(node(), List.of(Seen.of(proxy("half \ud800", true))));
    written(node(), List.of(Seen.of(proxy("half \ud800", false))));
    assertThat(table()).isEqualTo(truth());
    assertThat(table().get("t1").status()).isEqualTo(TrunkStatus.DOWN);
  }

  @Test
  void aStateThatNoEventTellsOfIsWrittenAtOnce() {
    EventWrite node = node();
    busy(node);
    assertThat(written(node, group(20, 20))).isTrue();
    Map<String, TrunkState> before = truth();
    written(node, List.of(Seen.of(silentPoll("t1"))));
    assertThat(table().get("t1").seenAt()).isEqualTo(START.plusSeconds(90_000));
    assertThat(before.get("t1").seenAt()).isNotEqualTo(START.plusSeconds(90_000));
  }

  @Test
  void whenItGetsQuietTheTableFollowsByItself() {
    Clock real = Clock.systemUTC();
    TrunkIntake intake = new TrunkIntake(store(), new Outbox(store(), real), RULE, 10_000, real);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> lagsAfter(intake, 100));
    await().untilAsserted(() -> assertThat(table()).isEqualTo(truth()));
    assertThat(lags()).isFalse();
  }

  /** Gives events, and tells whether the table lags then. */
  private boolean lagsAfter(TrunkIntake intake, int events) {
    intake.accept(observations(events)).toCompletableFuture().join();
    return lags();
  }

  /** Three nodes in turn and at odd times, with crashes and refusals between. */
  @Test
  void whateverHappensTheTableEndsAtTheTruth() {
    int lagged = 0;
    for (int seed = 0; seed < 2; seed++) {
      Random random = new Random(seed);
      List<EventWrite> nodes = new ArrayList<>(List.of(node(), node()));
      EventWrite active = nodes.get(0);
      for (int step = 0; step < 300; step++) {
        int what = random.nextInt(400);
        if (what < 3) {
          active = nodes.get(random.nextInt(2));
        } else if (what < 5) {
          nodes.replaceAll(each -> node());
          active = nodes.get(0);
        } else if (what < 7) {
          settled(nodes.get(random.nextInt(2)));
        } else if (what < 9) {
          refused(active, group(1 + random.nextInt(40), 40));
        }
        lagged += written(active, group(1 + random.nextInt(200), 40)) ? 1 : 0;
        clock.pass(Duration.ofMillis(random.nextInt(40)));
      }
      settled(node());
      assertThat(table()).as("seed %s", seed).isEqualTo(truth());
    }
    assertThat(lagged).as("groups whose states came later").isGreaterThan(100);
  }
}
