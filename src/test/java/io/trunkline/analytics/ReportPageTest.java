package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report, capacity plans and answers to bad questions, over a month of calls with a day
 * missing.
 */
@Tag("slow")
class ReportPageTest {
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final int DAYS = 28;
  static Store store;
  static SeriesAnswers answers;

  @BeforeAll
  static void fill(@TempDir Path folder) {
    store = Store.open(StoreSettings.embedded(folder));
    Subjects subjects = new Subjects(store);
    RollUps rollUps = new RollUps(store);
    MonthOfCalls.write(
        "acme", new SeriesWriter(store, subjects, AttributionRules.none()), rollUps, FROM, DAYS);
    Instant now = FROM.plus(Duration.ofDays(DAYS));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    PullLedger ledger = new PullLedger(store, subjects, clock);
    Instant missing = FROM.plus(Duration.ofDays(DAYS / 2));
    ledger.noteGap(
        "acme", "conversations", missing, missing.plus(Duration.ofDays(1)), "job EXPIRED", false);
    Capacities capacities = new Capacities(Map.of("acme-carrier-berlin", 6, "nova-voice-rome", 30));
    answers =
        new SeriesAnswers(
            new SeriesReader(store, subjects, capacities),
            ledger,
            rollUps,
            subjects,
            "acme"::equals,
            clock);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void thePageNeedsNothingButItself() throws Exception {
    String page = answers.report(Map.of());

    assertThat(page)
        .contains("uPlot", "Content-Security-Policy", "\"simulated\":true", "job EXPIRED")
        .doesNotContain("/*chart", "/*report")
        .doesNotContainPattern("(src|href)=\"?http");
    String kept = System.getProperty("trunkline.report");
    if (kept != null) {
      Files.writeString(Path.of(kept), page);
    }
  }

  @Test
  void theDayThatIsMissingIsAHoleAndNamed() {
    JsonNode answer =
        answers.series(
            query("peakCalls", "base", "acme-carrier-berlin", "step", "day", "from", "2026-03-01"));

    assertThat(answer.path("series").get(0).path("points")).hasSize(DAYS - 1);
    assertThat(answer.path("gaps").get(0).path("reason").asText()).isEqualTo("job EXPIRED");
  }

  @Test
  void aPlanTellsBusyHourBlockingAndTheEnd() {
    JsonNode plan = answers.capacity(Map.of("base", "acme-carrier-berlin")).path("plans").get(0);

    assertThat(plan.path("busyHour").asInt()).isBetween(8, 10);
    double erlangs = plan.path("busyHourErlangs").asDouble();
    assertThat(plan.path("blocking").asDouble()).isEqualTo(ErlangB.blocking(erlangs, 6));
    assertThat(plan.path("trend").path("erlangsPerWeek").asDouble())
        .isBetween(
            plan.path("trend").path("low").asDouble(), plan.path("trend").path("high").asDouble());
    assertThat(plan.path("days").asInt()).isEqualTo(DAYS - 1);
  }

  @Test
  void aBadQuestionIsToldWhatIsAllowed() {
    assertThatThrownBy(() -> answers.series(query("jitter"))).hasMessageContaining("pathJitter, ");
    assertThatThrownBy(() -> answers.series(query("calls", "step", "year")))
        .hasMessageContaining("minute, hour, day");
    assertThatThrownBy(() -> answers.series(query("calls", "base", "nobody")))
        .hasMessageContaining("nova-voice-rome");
    assertThatThrownBy(
            () -> answers.series(query("calls", "from", "2026-03-09", "to", "2026-03-08")))
        .hasMessageContaining("before");
    assertThatThrownBy(() -> answers.series(query("calls", "from", "1926-03-09")))
        .hasMessageContaining("800 days");
    assertThatThrownBy(() -> answers.series(query("calls", "from", "yesterday")))
        .hasMessageContaining("2026-01-31T08:00:00Z");
    assertThatThrownBy(() -> answers.series(query("calls", "org", "nobody")))
        .hasMessageContaining("seen were acme");
    assertThatThrownBy(() -> answers.series(query("calls", "trnk", "acme-carrier-berlin")))
        .hasMessageContaining("trunk, base, site");
    assertThatThrownBy(() -> answers.capacity(query("calls", "blocking", "2")))
        .hasMessageContaining("between 0 and 1");
  }

  private static Map<String, String> query(String metric, String... more) {
    Map<String, String> query = new HashMap<>(Map.of("metric", metric));
    for (int i = 0; i < more.length; i += 2) {
      query.put(more[i], more[i + 1]);
    }
    return query;
  }
}
