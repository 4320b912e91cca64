package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The running service while it listens to a simulated org to whose channels something happens. */
final class WatchedService implements AutoCloseable {
  /** The life of a channel on the platform. */
  static final long DAY = 86_400_000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "trunkline.watch.orgs", "*",
          "trunkline.trunks.flap.changes", "0",
          // Forty heartbeats: a busy machine may swallow a dozen, and each silence is a gap.
          "trunkline.watch.silence", "2000",
          // Time for things to happen while nobody listens.
          "trunkline.watch.first-pause", "800",
          "trunkline.watch.settle", "100",
          "trunkline.watch.poll-interval", "3600000");

  final ApiService api;
  final TrunkTruth truth;

  /** A service that hears so many trunks. */
  WatchedService(Path data, int trunks) {
    api =
        new ApiService(
            data,
            SETTINGS,
            orgs -> {
              orgs.settings("{\"notifications\":{\"heartbeatMs\":50}}");
              TrunkTruth.plant(orgs, trunks);
            });
    truth = new TrunkTruth(api);
    await().atMost(Duration.ofMinutes(2)).until(this::hears);
    awaitStates();
  }

  void act(String... acts) {
    List.of(acts).forEach(act -> api.orgs.control("POST", act, ""));
  }

  /** {@code GET /api/watches/test}. */
  JsonNode watch() {
    return ApiService.json(api.get("/api/watches/test")).path("watch");
  }

  boolean hears() {
    return watch().path("hears").asBoolean();
  }

  long events() {
    return watch().path("events").asLong();
  }

  /** When the channel ends unless it is renewed. */
  Instant expires() {
    return Instant.parse(watch().at("/channels/0/expires").asText());
  }

  List<TrunkTruth.Gap> gaps() {
    return truth.timeline("trunk-0").gaps();
  }

  void awaitDeaf() {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              JsonNode now = watch();
              Instant heard = Instant.parse(now.path("heardAt").asText());
              boolean silent = heard.plusMillis(500).isBefore(Instant.now());
              return !now.path("hears").asBoolean() || silent;
            });
  }

  /** Waits until so many gaps are told and everything is heard again. */
  void awaitGaps(int gaps) {
    await().atMost(Duration.ofMinutes(2)).until(() -> hears() && gaps().size() >= gaps);
    assertThat(gaps()).hasSize(gaps);
  }

  /** A change arrives although nobody reads the org. */
  void hear(String trunk) {
    String before = truth.states().get(trunk);
    truth.turn(trunk, 1);
    await().atMost(Duration.ofMinutes(2)).until(() -> !truth.told(trunk).equals(before));
  }

  void awaitStates() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(truth.told()).isEqualTo(truth.states()));
  }

  boolean calm() {
    return api.orgs.control("GET", "trunk-script", "").path("pending").asInt() == 0;
  }

  /** Waits until no more changes are under way and all of them are known. */
  void awaitCalm() {
    await().atMost(Duration.ofMinutes(2)).until(() -> calm() && hears());
    awaitStates();
  }

  @Override
  public void close() {
    api.close();
  }
}
