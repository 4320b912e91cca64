package io.trunkline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.analytics.AttributionRules;
import io.trunkline.analytics.Capacities;
import io.trunkline.analytics.PathCheck;
import io.trunkline.analytics.PullLedger;
import io.trunkline.analytics.RollUps;
import io.trunkline.analytics.SeriesAnswers;
import io.trunkline.analytics.SeriesReader;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.Subjects;
import io.trunkline.analytics.TrunkRef;
import io.trunkline.connection.Connection;
import io.trunkline.connection.SpecReader;
import io.trunkline.provisioning.Specs;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import io.trunkline.store.StoreUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduled checks are what the path figures of a trunk are made of. */
class CheckSeriesTest {
  private static final String SERVER = "sip:sip.carrier.example:5061;transport=tls";
  private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");

  private final Connection acme =
      SpecReader.read(Specs.one("acme"), "spec.yaml").spec().connections().get(0);
  private final TrunksOfChecks trunks =
      new TrunksOfChecks(() -> List.of(new WatchedTrunk("main", acme)));

  private static Verdict verdict(String target, int second, String outcome, @Nullable Double rtt) {
    return VerdictJson.read(
        """
        {"at": "%s", "target": "%s", "method": "OPTIONS", "outcome": "%s", "text": "as seen",
         "timing": {"startDelay": 0, "dns": 0, "connect": 0, "tls": 0, "first": %s}, "redirects": [], "attempts": [], "warnings": []}
        """
            .formatted(AT.plusSeconds(second), target, outcome, rtt));
  }

  @Test
  void theTrunkOfTheServerShowsJitterRoundTripAndLoss(@TempDir Path folder) {
    try (Store store = Store.open(StoreSettings.embedded(folder))) {
      Subjects subjects = new Subjects(store);
      SeriesWriter writer = new SeriesWriter(store, subjects, AttributionRules.none());
      RollUps rollUps = new RollUps(store);
      writer.trunks(
          "main",
          List.of(
              new TrunkRef(
                  "t1",
                  "acme",
                  "b1",
                  "e1",
                  "edge",
                  "s1",
                  "Berlin",
                  List.of("sip.carrier.example:5061"))));
      CheckSeries series = new CheckSeries(writer::paths, trunks, () -> "main");
      series.collect(verdict(SERVER, 0, "ok", 10.0));
      series.collect(verdict(SERVER, 60, "ok", 14.0));
      series.collect(verdict(SERVER, 120, "failed", null));
      series.collect(verdict(SERVER, 180, "ok", 12.0));
      series.collect(verdict(SERVER, 240, "unknown", null));
      series.stop();
      rollUps.refresh();

      Clock clock = Clock.fixed(AT.plusSeconds(3_600), ZoneOffset.UTC);
      SeriesAnswers answers =
          new SeriesAnswers(
              new SeriesReader(store, subjects, new Capacities(Map.of())),
              new PullLedger(store, subjects, clock),
              rollUps,
              subjects,
              org -> false,
              clock);
      for (String metric : List.of("pathJitter 3", "pathRtt 12", "pathLoss 25")) {
        String[] expected = metric.split(" ");
        JsonNode points =
            answers.series(Map.of("metric", expected[0], "trunk", "acme")).at("/series/0/points");
        assertThat(points.at("/0/value").asDouble())
            .as(metric)
            .isCloseTo(Double.parseDouble(expected[1]), within(1e-6));
      }
    }
  }

  @Test
  void aServerOfNoConnectionCountsForTheDefaultOrg() {
    List<String> orgs = new ArrayList<>();
    CheckSeries series = new CheckSeries((org, rows) -> orgs.add(org), trunks, () -> "usual");
    series.collect(verdict("sip:elsewhere.example", 0, "ok", 1.0));
    series.collect(verdict(SERVER, 0, "ok", 1.0));
    series.write();
    assertThat(orgs).containsExactly("usual", "main");
  }

  @Test
  void whatTheStoreDoesNotTakeIsWrittenTheNextTime() {
    List<PathCheck> written = new ArrayList<>();
    boolean[] away = {true};
    CheckSeries series =
        new CheckSeries(
            (org, rows) -> {
              if (away[0]) {
                throw new StoreUnavailable("away", null);
              }
              written.addAll(rows);
            },
            trunks,
            () -> "");
    series.collect(verdict(SERVER, 0, "ok", 1.0));
    assertThatThrownBy(series::write).isInstanceOf(StoreUnavailable.class);
    series.collect(verdict(SERVER, 60, "ok", 2.0));
    away[0] = false;
    series.write();
    assertThat(written).extracting(PathCheck::rttMillis).containsExactly(1.0, 2.0);
  }
}
