package io.trunkline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.MovingClock;
import io.trunkline.analytics.AttributionRules;
import io.trunkline.analytics.Capacities;
import io.trunkline.analytics.MinuteSample;
import io.trunkline.analytics.SeriesReader;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.Subjects;
import io.trunkline.analytics.TrunkRef;
import io.trunkline.event.Outbox;
import io.trunkline.store.NodeLeases;
import io.trunkline.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a series that goes bad and well again, on every database. */
abstract class AlertWatchContract {
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUSY =
      "rules: [{name: busy, metric: peakCallsSeen, trunk: '*', org: '%s', above: 20, clearAt: 15,"
          + " for: 2m, clear: 3m, severity: critical}]";

  final String org = "org-" + UUID.randomUUID();
  private final MovingClock clock = new MovingClock(START);
  private final CamelContext context = new DefaultCamelContext();
  private final List<RuleFile> files = new ArrayList<>();
  @TempDir Path folder;
  private SeriesWriter writer;
  private SeriesReader reader;

  abstract Store store();

  @BeforeEach
  void prepare() {
    for (String table : List.of("alert_state", "alert_history", "alert_rules", "outbox")) {
      int rows = store().commits().commit(jdbc -> jdbc.sql("delete from " + table).update());
      assertThat(rows).isNotNegative();
    }
    int reset = store().commits().commit(jdbc -> jdbc.sql("update alert_look set at = 0").update());
    assertThat(reset).isOne();
    Subjects subjects = new Subjects(store());
    writer = new SeriesWriter(store(), subjects, AttributionRules.none());
    reader = new SeriesReader(store(), subjects, new Capacities(Map.of()));
    writer.trunks(
        org,
        List.of(
            new TrunkRef("t1", "acme", "b1", "e1", "edge", "s1", "Berlin", List.of()),
            new TrunkRef("t2", "nova", "b2", "e1", "edge", "s1", "Berlin", List.of())));
  }

  @AfterEach
  void stop() {
    files.forEach(RuleFile::stop);
  }

  private AlertWatch watch(String rules) {
    Path file = folder.resolve("alerts.yaml");
    try {
      Files.writeString(file, rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RuleFile watched = new RuleFile(context, file, store(), Duration.ZERO);
    watched.start();
    files.add(watched);
    // The node before is gone, and a lease lasts longer than a test.
    int gone = store().commits().commit(jdbc -> jdbc.sql("delete from node_lease").update());
    assertThat(gone).isNotNegative();
    return new AlertWatch(
        watched,
        reader,
        store(),
        new Outbox(store(), clock),
        new NodeLeases(store(), "node-" + UUID.randomUUID()),
        new AlertWatch.Settings(Duration.ofSeconds(60), Duration.ofDays(1)),
        clock);
  }

  /** A minute in which the first trunk carries so many calls; then everybody looks. */
  private void minute(int calls, AlertWatch... watches) {
    Instant at = clock.instant();
    List<MinuteSample> samples = new ArrayList<>();
    samples.add(new MinuteSample("t2", at, 1, 1, null));
    if (calls >= 0) {
      samples.add(new MinuteSample("t1", at, calls, 0, null));
    }
    writer.samples(org, samples);
    clock.set(at.plusSeconds(60));
    for (AlertWatch watch : watches) {
      watch.look();
    }
  }

  private List<JsonNode> told() {
    return store()
        .read(
            jdbc ->
                jdbc.sql(
                        "select data from outbox where type like 'io.trunkline.alert.%'"
                            + " order by seq")
                    .query(String.class)
                    .list())
        .stream()
        .map(AlertWatchContract::read)
        .toList();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> states() {
    return told().stream().map(data -> data.path("state").asText()).toList();
  }

  @Test
  void aTrunkThatStaysBusyIsToldOnceAndItsEndOnce() {
    AlertWatch watch = watch(BUSY.formatted(org));
    for (int calls : new int[] {30, 30, 10, 30, 30, 30, 30, 30, 17, 17, 17, 17}) {
      minute(calls, watch);
    }
    assertThat(states()).containsExactly("firing");
    for (int calls : new int[] {10, 10, 10, 17, 10, 10, 10, 10, 10, 10}) {
      minute(calls, watch);
    }
    assertThat(states()).containsExactly("firing", "resolved");

    JsonNode data = told().get(0);
    assertThat(data.path("org").asText()).isEqualTo(org);
    assertThat(data.path("id").asText()).isEqualTo("t1");
    assertThat(data.path("name").asText()).isEqualTo("acme");
    assertThat(data.path("value").asDouble()).isEqualTo(30);
    assertThat(data.path("severity").asText()).isEqualTo("critical");
    assertThat(data.path("reason").asText()).isEqualTo("busy: peakCallsSeen is 30 calls, above 20");
  }

  @Test
  void thePageShowsWhatIsTold() throws IOException {
    String page = Files.readString(Path.of("docs/alerts.md"));
    String rules = page.replaceFirst("(?s).*?```yaml\n(rules:.*?)```.*", "$1");
    String event = page.replaceFirst("(?s).*<!-- told: firing -->\n```json\n(.*?)```.*", "$1");
    AlertWatch watch = watch(rules);
    for (int calls : new int[] {30, 30, 30}) {
      minute(calls, watch);
    }
    JsonNode shown =
        read(event.replace("\"acme\"", '"' + org + '"').replace("acme-carrier-berlin", "acme"));
    assertThat(told().stream().filter(data -> data.path("org").asText().equals(org)))
        .containsExactly(shown);
  }

  @Test
  void whatFiresStillFiresAfterARestart() {
    for (int calls : new int[] {30, 30, 30, 30}) {
      minute(calls, watch(BUSY.formatted(org)));
    }
    assertThat(states()).containsExactly("firing");
    AlertWatch later = watch(BUSY.formatted(org));
    minute(30, later);
    minute(30, later);
    assertThat(states()).containsExactly("firing");
    JsonNode answer = new AlertAnswers(files.get(0), store()).alerts(clock.instant(), 10);
    assertThat(answer.at("/active/0/state").asText()).isEqualTo("firing");
    assertThat(answer.at("/history/0/reason").asText()).contains("above 20");
    assertThat(answer.at("/rules/0/firing").asInt()).isOne();
  }

  @Test
  void severalNodesTellOnce() throws Exception {
    List<AlertWatch> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(watch(BUSY.formatted(org)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int calls : new int[] {30, 30, 30, 30, 10, 10, 10, 10, 10}) {
        minute(calls);
        List<Callable<Boolean>> looks = new ArrayList<>();
        nodes.forEach(
            node ->
                looks.add(
                    () -> {
                      node.look();
                      return true;
                    }));
        for (Future<Boolean> look : threads.invokeAll(looks)) {
          assertThat(look.get()).isTrue();
        }
      }
    } finally {
      threads.shutdown();
    }
    assertThat(states()).containsExactly("firing", "resolved");
  }

  @Test
  void aTimeInWhichNobodyLookedProvesNothing() {
    AlertWatch watch = watch(BUSY.formatted(org));
    minute(30, watch);
    clock.set(clock.instant().plusSeconds(3_600));
    minute(30, watch);
    assertThat(states()).isEmpty();
    minute(30, watch);
    minute(30, watch);
    assertThat(states()).containsExactly("firing");
  }

  @Test
  void aTrunkOfWhichNothingIsSeenNeitherFiresNorEnds() {
    AlertWatch watch = watch(BUSY.formatted(org));
    for (int calls : new int[] {30, 30, 30, 30}) {
      minute(calls, watch);
    }
    for (int i = 0; i < 30; i++) {
      minute(-1, watch);
    }
    assertThat(states()).containsExactly("firing");
  }

  @Test
  void aRuleThatIsGoneEndsWhatItFired() {
    AlertWatch watch = watch(BUSY.formatted(org));
    for (int calls : new int[] {30, 30, 30, 30}) {
      minute(calls, watch);
    }
    minute(30, watch("rules: []"));
    assertThat(states()).containsExactly("firing", "resolved");
    assertThat(told().get(1).path("reason").asText()).contains("no rule looks at this");
  }

  private void minutesWithout(int minutes, AlertWatch watch) {
    for (int i = 0; i < minutes; i++) {
      minute(-1, watch);
    }
  }

  private AlertWatch silent(String criterion) {
    return watch(
        "rules: [{name: silent, metric: calls, trunk: acme, org: '%s', %s}]"
            .formatted(org, criterion));
  }

  @Test
  void silenceIsToldAndItsEnd() {
    AlertWatch watch = silent("absent: 5m");
    minute(3, watch);
    minutesWithout(4, watch);
    assertThat(states()).isEmpty();
    minute(-1, watch);
    assertThat(told().get(0).path("reason").asText())
        .isEqualTo("silent: calls was not seen, absent for 5m");
    minute(0, watch);
    assertThat(states()).containsExactly("firing", "resolved");
  }

  @Test
  void whatWasNeverHeardIsSilentWhenSomebodyListenedLongEnough() {
    AlertWatch watch = silent("absent: 5m");
    minutesWithout(5, watch);
    assertThat(states()).isEmpty();
    minute(-1, watch);
    assertThat(states()).containsExactly("firing");
  }

  @Test
  void silenceWhileNobodyListenedIsNone() {
    AlertWatch watch = silent("absent: 5m");
    minute(3, watch);
    clock.set(clock.instant().plusSeconds(6 * 60));
    minutesWithout(5, watch);
    assertThat(states()).isEmpty();
    minute(-1, watch);
    assertThat(states()).containsExactly("firing");
  }

  @Test
  void silenceMustLastForItsTimeAndForWhatTheRuleWaits() {
    AlertWatch watch = silent("absent: 5m, for: 2m");
    minute(3, watch);
    minutesWithout(6, watch);
    assertThat(states()).isEmpty();
    minute(-1, watch);
    assertThat(states()).containsExactly("firing");
  }

  @Test
  void aFallIsToldWhereBothValuesAreKnown() {
    AlertWatch watch =
        watch(
            "rules: [{name: fall, metric: calls, trunk: acme, org: '%s', falls: 50%%, over: 3m}]"
                .formatted(org));
    for (int calls : new int[] {20, 20, 20, 20, 11}) {
      minute(calls, watch);
    }
    assertThat(states()).isEmpty();
    minute(10, watch);
    assertThat(states()).containsExactly("firing");
  }

  @Test
  void oldHistoryGoes() {
    AlertWatch watch = watch(BUSY.formatted(org));
    for (int calls : new int[] {30, 30, 30, 30}) {
      minute(calls, watch);
    }
    clock.set(clock.instant().plus(Duration.ofDays(2)));
    watch.forget();
    assertThat(new AlertAnswers(files.get(0), store()).alerts(clock.instant(), 10).path("history"))
        .isEmpty();
  }
}
