package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand trunks flap, and the API tells of each of them what the org's own log says. */
@Tag("slow")
class WatchStormTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Test
  void aStormIsToldWholeAndOneThroughBrokenConnectionsButForItsGaps(@TempDir Path data) {
    try (WatchedService watched = new WatchedService(data, 1_000)) {
      storm(watched, "{\"seed\":21,\"trunks\":1000,\"flaps\":5,\"overMs\":3000}");
      watched.awaitCalm();
      watched.truth.assertTold();
      assertThat(watched.gaps()).isEmpty();

      storm(watched, "{\"seed\":22,\"trunks\":1000,\"flaps\":5,\"overMs\":10000}");
      for (String act : List.of("drop", "freeze", "closing?noticeMs=100", "expire")) {
        await().atMost(LONGEST).until(() -> watched.hears() || watched.calm());
        long heard = watched.events();
        await().atMost(LONGEST).until(() -> watched.events() > heard + 100 || watched.calm());
        watched.act("channels/*/" + act);
      }
      watched.awaitCalm();
      watched.truth.assertTold();
      assertThat(watched.gaps()).isNotEmpty();
    }
  }

  private static void storm(WatchedService watched, String storm) {
    watched.api.orgs.control("POST", "storm", storm);
  }
}
