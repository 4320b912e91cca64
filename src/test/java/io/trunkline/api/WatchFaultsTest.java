package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever befalls the channels of an org, the API tells afterwards of every trunk what the org's
 * own log says: all but what nobody could hear, and that time is marked.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchFaultsTest {
  /** What befalls a channel. */
  enum Fault {
    DROP(true, "channels/*/drop"),
    HALF_OPEN(true, "channels/*/freeze"),
    MISSED_HEARTBEATS(false, "channels/*/mute"),
    END_OF_THE_CHANNEL(true, "channels/*/expire"),
    CLOSING_NOTICE(false, "channels/*/closing?noticeMs=500"),
    TOKEN_DIED_WHILE_DOWN(true, "tokens/revoke channels/*/expire");

    /** Whether events are lost from then on. */
    final boolean deafens;

    /** Calls of the control path, with blanks between. */
    final String acts;

    Fault(boolean deafens, String acts) {
      this.deafens = deafens;
      this.acts = acts;
    }
  }

  private WatchedService watched;
  private TrunkTruth truth;

  @BeforeAll
  void start(@TempDir Path data) {
    watched = new WatchedService(data, 6);
    truth = watched.truth;
  }

  @AfterAll
  void stop() {
    watched.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void theTimelinesAreTheTruthAndTheTimeWithoutHearingIsMarked(Fault fault) {
    watched.hear("trunk-0");
    int gaps = watched.gaps().size();
    int twice = truth.timeline("trunk-2").changes().size();
    int thrice = truth.timeline("trunk-3").changes().size();
    watched.act(fault.acts.split(" "));
    if (fault.deafens) {
      watched.awaitDeaf();
    }
    truth.turn("trunk-1", 1);
    truth.turn("trunk-2", 2);
    truth.turn("trunk-3", 3);
    await().atMost(Duration.ofMinutes(2)).until(watched::calm);
    List<Instant> unheard = List.of(last("trunk-1"), last("trunk-2"), last("trunk-3"));
    watched.awaitGaps(gaps + 1);
    watched.hear("trunk-4");
    watched.awaitStates();
    truth.assertTold();
    if (fault.deafens) {
      assertThat(unheard).allMatch(watched.gaps().get(gaps)::covers);
      // Down and up again while nobody listened: nobody can know.
      assertThat(truth.timeline("trunk-2").changes()).hasSize(twice);
      assertThat(truth.timeline("trunk-3").changes()).hasSize(thrice + 1);
    }
  }

  private Instant last(String trunk) {
    List<TrunkTruth.Change> changes = truth.changes().get(trunk);
    return changes.get(changes.size() - 1).at();
  }

  /** From now on a channel lives so long. */
  private void live(long millis) {
    int gaps = watched.gaps().size();
    watched.api.orgs.settings("{\"notifications\":{\"channelMs\":" + millis + "}}");
    watched.act("channels/*/expire");
    watched.awaitGaps(gaps + 1);
  }

  @Test
  void overRenewalsNothingIsMissedAndTheEndOfAChannelThatCannotBeRenewedIsMarked() {
    live(4_000);
    int gaps = watched.gaps().size();
    Instant end = watched.expires();
    while (!watched.expires().isAfter(end.plusMillis(4_000))) {
      watched.hear("trunk-1");
    }
    assertThat(watched.gaps()).hasSize(gaps);

    watched.api.orgs.faults(
        """
        faults:
          - match: {path: "/api/v2/notifications/*"}
            act: {when: before, status: 503}
        """);
    await().atMost(Duration.ofMinutes(2)).until(() -> !watched.hears());
    truth.turn("trunk-1", 1);
    await().atMost(Duration.ofMinutes(2)).until(watched::calm);
    watched.api.orgs.settings("{\"notifications\":{\"channelMs\":" + WatchedService.DAY + "}}");
    watched.api.orgs.control("DELETE", "faults", "");
    watched.awaitGaps(gaps + 1);
    watched.hear("trunk-2");
    watched.awaitStates();
    truth.assertTold();
    assertThat(watched.gaps().get(gaps).covers(last("trunk-1"))).isTrue();
  }
}
