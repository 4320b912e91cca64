package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.SimulatedOrgs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that are shipped, over an org that was only just added. */
@Tag("slow")
class FreshOrgAlertTest {
  private static final String RULE = "nothing is heard of trunks";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Test
  void aBackFillBeforeTheFirstFigureIsNoSilence(@TempDir Path data) {
    Map<String, String> settings =
        Map.of(
            "trunkline.analytics", "on",
            "trunkline.analytics.roll-up-every", "1000",
            "trunkline.alerts.every", "1000");
    try (ApiService api = new ApiService(data, settings, FreshOrgAlertTest::withoutFigures)) {
      Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
      String order =
          "{\"from\":\"%s\",\"to\":\"%s\"}"
              .formatted(today.minus(3, ChronoUnit.DAYS), today.minus(1, ChronoUnit.DAYS));
      assertThat(api.post("/api/analytics/backfill", order).statusCode()).isEqualTo(202);
      String calls =
          "/api/series?metric=attempts&step=day&from=%s&to=%s"
              .formatted(today.minus(3, ChronoUnit.DAYS), today);
      await()
          .atMost(LONGEST)
          .until(() -> ApiService.json(api.get(calls)).findValues("value").size() > 1);
      String looked = alerts(api).path("looked").asText();
      await()
          .atMost(LONGEST)
          .until(() -> alerts(api).path("looked").asText().compareTo(looked) > 0);

      JsonNode now = alerts(api);
      assertThat(now.path("history")).as(now.toPrettyString()).isEmpty();
      assertThat(now.path("active"))
          .anySatisfy(
              alert -> {
                assertThat(alert.path("rule").asText()).isEqualTo(RULE);
                assertThat(alert.path("state").asText()).isEqualTo("pending");
              });
    }
  }

  /** An org with calls, whose current figures cannot be had yet. */
  private static void withoutFigures(SimulatedOrgs orgs) {
    TrunkTruth.plant(orgs, 2);
    orgs.faults(
        """
        faults:
          - match: {path: "/api/v2/telephony/providers/edges/trunks/metrics"}
            act: {when: before, status: 503}
        """);
  }

  private static JsonNode alerts(ApiService api) {
    return ApiService.json(api.get("/api/alerts"));
  }
}
