package io.trunkline.event.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.event.SourceKind;
import io.trunkline.genesys.notification.WatchStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever befalls the channels, what is known of the trunks is what they truly are afterwards, and
 * the time in which something may have been missed is marked.
 */
@Tag("slow")
class ChannelFaultsTest {
  @TempDir Path folder;
  private Listening org;

  @AfterEach
  void stop() {
    org.close();
  }

  @Test
  void aChangeArrivesAsAnEventWithoutACall() throws Exception {
    listen(3, Map.of());
    org.control("DELETE", "requests", "");
    org.takeDown("trunk-1");
    awaitTruth();
    assertThat(org.ledger.count(SourceKind.CHANNEL)).isEqualTo(1);
    assertThat(org.calls()).isEmpty();
    assertThat(org.ledger.gaps()).isEmpty();
  }

  @Test
  void aDroppedConnectionComesBackOnTheSameChannel() throws Exception {
    listen(3, Map.of());
    String channel = org.status().channels().get(0).id();
    broken("drop");
    awaitGap(1);
    assertThat(org.status().channels().get(0).id()).isEqualTo(channel);
  }

  @Test
  void aHalfOpenConnectionIsNoticedByItsSilence() throws Exception {
    listen(3, Map.of());
    broken("freeze");
    awaitGap(1);
    assertThat(org.ledger.gaps().get(0).reason()).contains("nothing was heard");
  }

  @Test
  void missedHeartbeatsAreASignOfDeath() throws Exception {
    listen(3, Map.of());
    broken("mute");
    awaitGap(1);
    assertThat(org.ledger.gaps().get(0).reason()).contains("nothing was heard");
  }

  @Test
  void aClosingNoticeIsObeyedAtOnce() throws Exception {
    listen(3, Map.of());
    org.control("POST", "channels/*/closing?noticeMs=5000", "");
    awaitGap(1);
    org.takeDown("trunk-0");
    awaitTruth();
    assertThat(org.control("GET", "channels", "").path("channels")).hasSize(1);
  }

  @Test
  void aChannelThatEndedIsReplaced() throws Exception {
    listen(3, Map.of());
    String channel = org.status().channels().get(0).id();
    broken("expire");
    awaitGap(1);
    assertThat(org.status().channels().get(0).id()).isNotEqualTo(channel);
  }

  @Test
  void aTokenThatDiedMeanwhileIsRenewed() throws Exception {
    listen(3, Map.of());
    org.control("POST", "tokens/revoke", "");
    broken("expire");
    awaitGap(1);
  }

  @Test
  void aNewTrunkIsHeardWithoutAnybodySayingSo() throws Exception {
    listen(2, Map.of("trunkline.watch.poll-interval", "300"));
    org.addTrunk("late");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> org.status().trunks() == 3 && org.status().hears());
    long events = org.ledger.count(SourceKind.CHANNEL);
    org.takeDown("late");
    awaitTruth();
    await().until(() -> org.ledger.count(SourceKind.CHANNEL) > events);
  }

  @Test
  void whatTheIntakeRefusedIsReadAgain() throws Exception {
    listen(3, Map.of());
    org.ledger.refuseNext();
    org.takeDown("trunk-1");
    awaitGap(1);
  }

  @Test
  void aStormOfAThousandTrunksEndsInTheTruth() throws Exception {
    listen(1200, Map.of("trunkline.watch.silence", "20000"));
    assertThat(org.status().channels()).hasSize(2);
    org.control("POST", "storm", "{\"seed\":11,\"trunks\":1000,\"flaps\":6,\"overMs\":3000}");
    awaitCalm();
    assertThat(org.ledger.count(SourceKind.CHANNEL)).isGreaterThan(6000);
    assertThat(org.ledger.gaps()).isEmpty();
    org.trueTimelines()
        .forEach(
            (trunk, states) ->
                assertThat(org.timeline(trunk))
                    .as(trunk)
                    .isEqualTo(new Listening.Timeline(states, 0)));
  }

  private void listen(int trunks, Map<String, String> settings) throws Exception {
    org = new Listening(trunks, folder, settings);
    listening();
  }

  private void listening() throws Exception {
    org.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> org.status().hears());
    awaitTruth();
  }

  /** Something happens while nobody can hear it. */
  private void broken(String act) throws Exception {
    org.control("POST", "channels/*/" + act, "");
    org.takeDown("trunk-1");
  }

  private void awaitGap(int gaps) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> org.ledger.gaps().size() >= gaps && org.status().hears());
    awaitTruth();
    WatchStatus status = org.status();
    assertThat(org.ledger.gaps()).hasSize(gaps);
    assertThat(org.timeline("trunk-1")).isEqualTo(new Listening.Timeline(trunk1(), gaps));
    // One at the start, one when all were listening, one for each gap.
    assertThat(status.readings()).isEqualTo(2 + gaps);
  }

  /** Of the changes that nobody heard, the reading after the gap tells the last. */
  private List<String> trunk1() throws Exception {
    return org.trueTimelines().get("trunk-1");
  }

  private boolean calm() throws Exception {
    return org.control("GET", "trunk-script", "").path("pending").asInt() == 0;
  }

  private void awaitCalm() throws Exception {
    await().atMost(Duration.ofSeconds(60)).until(this::calm);
    awaitTruth();
  }

  private void awaitTruth() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(org.ledger.states()).isEqualTo(org.truth());
              assertThat(org.told()).isEqualTo(org.trueStates());
            });
  }
}
