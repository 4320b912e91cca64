package io.trunkline.genesys.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A watch loses nothing that a reading of all trunks could tell, whatever befalls its channels. */
class WatchTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final WatchSettings SETTINGS =
      new WatchSettings(
          List.of("v2.telephony.providers.edges.trunks.{id}"),
          1000,
          3,
          Duration.ofSeconds(75),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2));

  private final Watch watch = new Watch("acme", SETTINGS, () -> 0.5);
  private final List<Action> done = new ArrayList<>();
  private Instant now = START;

  @Test
  void theFirstReadingTellsTheTopicsAndTheSecondClosesTheTimeBefore() {
    assertThat(tick()).containsExactly(new Action.ListTrunks());
    listed(2);
    assertThat(gaps()).isEmpty();
    connect(0);
    assertThat(watch.status().hears()).isFalse();
    later(Duration.ofSeconds(3));
    listed(2);
    assertThat(gaps()).hasSize(1);
    assertThat(gaps().get(0).from()).isNull();
    assertThat(watch.status().hears()).isTrue();
    assertThat(later(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void manyTrunksAreSpreadOverChannelsUpToTheLimit() {
    tick();
    listed(3500);
    List<Action> made = tick();
    assertThat(made).filteredOn(Action.MakeChannel.class::isInstance).hasSize(3);
    assertThat(watch.status().unsubscribed()).isEqualTo(500);
    assertThat(watch.status().trunks()).isEqualTo(3500);
    Action.Subscribe first = (Action.Subscribe) on(made(0, "c0", Duration.ofHours(24))).get(0);
    assertThat(first.topics()).hasSize(1000);
  }

  @Test
  void aDropLeadsToTheSameChannelAgainOneReadingAndOneGap() {
    listening(1500);
    later(Duration.ofSeconds(20));
    on(new Input.Message(0, socket(0), "channel.metadata", null));
    on(new Input.Closed(1, socket(1), false, "reset"));
    on(new Input.Closed(0, socket(0), false, "reset"));
    assertThat(watch.status().hears()).isFalse();
    List<Action> again = later(Duration.ofMillis(1001));
    assertThat(again).hasSize(2).allMatch(Action.Subscribe.class::isInstance);
    reconnect(0);
    reconnect(1);
    done.clear();
    assertThat(later(Duration.ofSeconds(3))).containsExactly(new Action.ListTrunks());
    listed(1500);
    assertThat(gaps()).hasSize(1);
    assertThat(gaps().get(0)).isEqualTo(new Gap(START, now, "reset"));
    assertThat(later(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void aReadingThatBeganBeforeAChannelWasBackDoesNotCloseItsGap() {
    listening(1500);
    on(new Input.Closed(0, socket(0), false, "reset"));
    on(new Input.Closed(1, socket(1), false, "broken"));
    later(Duration.ofMillis(1001));
    reconnect(0);
    assertThat(later(Duration.ofSeconds(3))).contains(new Action.ListTrunks());
    Instant asked = now;
    now = now.plusSeconds(1);
    reconnect(1);
    on(new Input.Listed(trunks(1500), asked));
    assertThat(gaps()).extracting(Gap::reason).containsExactly("nobody was listening", "reset");
    assertThat(later(Duration.ofSeconds(3))).contains(new Action.ListTrunks());
    listed(1500);
    assertThat(gaps())
        .extracting(Gap::reason)
        .containsExactly("nobody was listening", "reset", "broken");
  }

  @Test
  void aGapLastsUntilEveryTrunkWasRead() {
    listening(1500);
    on(new Input.Closed(0, socket(0), false, "reset"));
    later(Duration.ofMillis(1001));
    reconnect(0);
    later(Duration.ofSeconds(3));
    Instant asked = now;
    now = now.plusSeconds(4);
    on(new Input.Listed(trunks(1500), asked));
    assertThat(gaps()).last().extracting(Gap::to).isEqualTo(asked.plusSeconds(4));
  }

  @Test
  void silenceIsAskedAboutAndThenTakenForDeath() {
    listening(1);
    assertThat(later(Duration.ofSeconds(40))).containsExactly(new Action.Ping(socket(0)));
    assertThat(later(Duration.ofSeconds(31))).isEmpty();
    assertThat(later(Duration.ofSeconds(1))).containsExactly(new Action.Disconnect(socket(0)));
    later(Duration.ofSeconds(2));
    reconnect(0);
    later(Duration.ofSeconds(3));
    listed(1);
    assertThat(gaps().get(1).reason()).isEqualTo("nothing was heard for 75 s");
  }

  @Test
  void aPongIsASignOfLife() {
    listening(1);
    later(Duration.ofSeconds(40));
    on(new Input.Message(0, socket(0), "channel.metadata", null));
    assertThat(later(Duration.ofSeconds(36))).isEmpty();
  }

  @Test
  void aClosingNoticeMovesToAnotherConnectionOfTheSameChannelAtOnce() {
    listening(1);
    List<Action> actions = on(new Input.Message(0, socket(0), "v2.system.socket_closing", null));
    assertThat(actions).hasSize(1);
    Action.Connect next = (Action.Connect) actions.get(0);
    assertThat(next.uri()).isEqualTo("ws://c0");
    assertThat(on(new Input.Opened(0, next.socket())))
        .containsExactly(new Action.Disconnect(socket(0)));
    assertThat(later(Duration.ofSeconds(3))).containsExactly(new Action.ListTrunks());
  }

  @Test
  void aChannelIsRenewedAnHourBeforeItsEndWithoutAGap() {
    listening(1);
    heartbeatsFor(Duration.ofHours(23));
    List<Action> renewal = tick();
    assertThat(renewal).hasSize(1).allMatch(Action.Subscribe.class::isInstance);
    on(subscribed(0, "c0", 1, Duration.ofHours(24)));
    assertThat(watch.status().hears()).isTrue();
    assertThat(later(Duration.ofSeconds(10))).isEmpty();
    assertThat(gaps()).hasSize(1);
  }

  @Test
  void aChannelThatIsNotProlongedIsReplacedBeforeItEnds() {
    listening(1);
    heartbeatsFor(Duration.ofHours(23));
    tick();
    List<Action> actions = on(subscribed(0, "c0", 1, Duration.ofHours(1)));
    assertThat(actions).containsExactly(new Action.MakeChannel(0));
    assertThat(watch.status().channels().get(0).connected()).isTrue();
    on(made(0, "c9", Duration.ofHours(24)));
    Action.Connect connect =
        (Action.Connect) on(subscribed(0, "c9", 1, Duration.ofHours(24))).get(0);
    assertThat(connect.uri()).isEqualTo("ws://c9");
    assertThat(on(new Input.Opened(0, connect.socket())))
        .containsExactly(new Action.Disconnect(socket(0)));
  }

  @Test
  void aChannelThatIsGoneIsMadeAnew() {
    listening(1);
    on(new Input.Closed(0, socket(0), false, "closed"));
    assertThat(later(Duration.ofMillis(1001))).allMatch(Action.Subscribe.class::isInstance);
    on(new Input.CallFailed(0, true, "404", Duration.ZERO));
    assertThat(later(Duration.ofSeconds(3))).containsExactly(new Action.MakeChannel(0));
  }

  @Test
  void failuresAreTriedAgainLaterAndLaterUpToAMinute() {
    tick();
    listed(1);
    tick();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      on(new Input.CallFailed(0, false, "503", Duration.ZERO));
      Instant failed = now;
      while (tick().isEmpty()) {
        now = now.plusMillis(500);
      }
      pauses.add(Duration.between(failed, now).toSeconds());
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void aRateLimitIsWaitedOut() {
    tick();
    listed(1);
    tick();
    on(new Input.CallFailed(0, false, "429", Duration.ofSeconds(50)));
    assertThat(later(Duration.ofSeconds(49))).isEmpty();
    assertThat(later(Duration.ofSeconds(1))).containsExactly(new Action.MakeChannel(0));
  }

  @Test
  void aNewTrunkIsSubscribedAndThenReadOnce() {
    listening(1);
    on(new Input.Seen(List.of("t0", "new")));
    Action.Subscribe more = (Action.Subscribe) tick().get(0);
    assertThat(more.topics()).hasSize(2);
    on(new Input.Subscribed(0, "c0", more.topics(), 0, now.plus(Duration.ofHours(24))));
    assertThat(later(Duration.ofSeconds(3))).containsExactly(new Action.ListTrunks());
    listed(2);
    assertThat(gaps()).hasSize(1);
  }

  @Test
  void aTrunkThatIsGoneLosesItsTopic() {
    listening(2);
    on(new Input.Seen(List.of("t1")));
    Action.Subscribe less = (Action.Subscribe) tick().get(0);
    assertThat(less.topics()).containsExactly("v2.telephony.providers.edges.trunks.t1");
  }

  @Test
  void whatCouldNotBeHandedOnIsReadAgainAndMarked() {
    listening(1);
    Instant from = now;
    on(new Input.Lost(from, "the store was down"));
    assertThat(later(Duration.ofSeconds(61))).contains(new Action.ListTrunks());
    listed(1);
    assertThat(gaps()).last().isEqualTo(new Gap(from, now, "the store was down"));
  }

  private void listening(int trunks) {
    tick();
    listed(trunks);
    int channels = watch.status().channels().size();
    IntStream.range(0, channels).forEach(this::connect);
    later(Duration.ofSeconds(3));
    listed(trunks);
    assertThat(watch.status().hears()).isTrue();
  }

  private void connect(int line) {
    tick();
    Action.Subscribe asked =
        (Action.Subscribe) on(made(line, "c" + line, Duration.ofHours(24))).get(0);
    List<Action> actions =
        on(
            new Input.Subscribed(
                line, "c" + line, asked.topics(), 0, now.plus(Duration.ofHours(24))));
    on(new Input.Opened(line, ((Action.Connect) actions.get(0)).socket()));
  }

  private void reconnect(int line) {
    Action.Subscribe asked =
        done.stream()
            .filter(Action.Subscribe.class::isInstance)
            .map(Action.Subscribe.class::cast)
            .filter(subscribe -> subscribe.line() == line)
            .reduce((first, second) -> second)
            .orElseThrow();
    Action.Connect connect =
        (Action.Connect)
            on(new Input.Subscribed(
                    line, asked.channelId(), asked.topics(), 0, now.plus(Duration.ofHours(24))))
                .get(0);
    on(new Input.Opened(line, connect.socket()));
  }

  private void heartbeatsFor(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(30);
      on(new Input.Message(0, socket(0), "channel.metadata", null));
    }
  }

  private static Input.Made made(int line, String id, Duration life) {
    return new Input.Made(line, id, "ws://" + id, START.plus(life));
  }

  private Input.Subscribed subscribed(int line, String channel, int trunks, Duration left) {
    Set<String> topics =
        IntStream.range(0, trunks)
            .mapToObj(i -> "v2.telephony.providers.edges.trunks.t" + i)
            .collect(java.util.stream.Collectors.toSet());
    return new Input.Subscribed(line, channel, topics, 0, now.plus(left));
  }

  // The first socket of a line.
  private static long socket(int line) {
    return line + 1000L;
  }

  private void listed(int count) {
    on(new Input.Listed(trunks(count), now));
  }

  private static ArrayNode trunks(int count) {
    ArrayNode trunks = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, count).forEach(i -> trunks.addObject().put("id", "t" + i));
    return trunks;
  }

  private List<Action> later(Duration time) {
    now = now.plus(time);
    return tick();
  }

  private List<Action> tick() {
    return on(new Input.Tick());
  }

  private List<Action> on(Input input) {
    List<Action> actions = watch.on(input, now);
    done.addAll(actions);
    return actions;
  }

  private List<Gap> gaps() {
    return done.stream()
        .filter(Action.DeliverGap.class::isInstance)
        .map(action -> ((Action.DeliverGap) action).gap())
        .toList();
  }
}
