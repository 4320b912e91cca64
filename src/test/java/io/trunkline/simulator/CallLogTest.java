package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics, details, jobs and aggregates all tell the same calls: those of the one log. */
class CallLogTest {
  private static final String DETAILS = "/api/v2/analytics/conversations/details";
  private static final String FROM = "2026-03-02T08:00:00.000Z";
  private static final String TO = "2026-03-02T10:00:00.000Z";

  private Simulator simulator;
  private SimulatorClient client;

  @BeforeEach
  void provisionTrunks() throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
    String site = client.site("Walk").id();
    String base = client.trunkBase("acme", site).id();
    client.post(
        SimulatorClient.SITES + "/" + site + "/outboundroutes",
        """
        {"name":"out","classificationTypes":["National"],"enabled":true,"distribution":"RANDOM",
         "externalTrunkBases":[{"id":"%s"}]}
        """
            .formatted(base));
    traffic("\"now\":\"2026-03-02T20:00:00.000Z\",\"callsPerTrunkPerDay\":900");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theSameSeedGivesTheSameCallsAndAnotherGivesOthers() {
    JsonNode first = truth();
    assertThat(first.size()).isBetween(100, 1000);
    assertThat(truth()).isEqualTo(first);
    traffic("\"seed\":2");
    assertThat(ids(truth())).doesNotContainAnyElementsOf(ids(first));
  }

  @Test
  void aDayIsBusyAtTenAndQuietAtNight() {
    long busy = truth("2026-03-02T09:30:00.000Z", "2026-03-02T10:30:00.000Z").size();
    long quiet = truth("2026-03-02T02:00:00.000Z", "2026-03-02T03:00:00.000Z").size();
    assertThat(busy).isGreaterThan(20 * quiet);
  }

  @Test
  void pagesTellTheCallsOfTheLog() {
    assertThat(startedWithin(pages(1000))).isEqualTo(ids(truth()));
  }

  @Test
  void jobsTellTheCallsOfTheLogPageByPage() {
    String job = client.post(DETAILS + "/jobs", interval("")).text("/jobId");
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    do {
      Reply part = client.get(DETAILS + "/jobs/" + job + "/results?pageSize=70" + cursor);
      part.body().path("conversations").forEach(rows::add);
      cursor = part.body().has("cursor") ? "&cursor=" + part.text("/cursor") : "";
    } while (!cursor.isEmpty());
    assertThat(rows).doesNotHaveDuplicates();
    assertThat(startedWithin(rows)).isEqualTo(ids(truth()));
  }

  @Test
  void metricsTellTheCallsThatLast() {
    traffic("\"now\":\"2026-03-02T09:31:17.000Z\"");
    long lasting = 0;
    for (JsonNode call : truth("2026-03-02T06:00:00.000Z", "2026-03-02T09:31:17.001Z")) {
      lasting += call.path("end").asText().compareTo("2026-03-02T09:31:17.000Z") > 0 ? 1 : 0;
    }
    long told = 0;
    for (JsonNode trunk : client.get(SimulatorClient.EDGES + "/trunks").body().path("entities")) {
      Reply metrics =
          client.get(SimulatorClient.EDGES + "/trunks/" + trunk.path("id").asText() + "/metrics");
      told +=
          metrics.body().at("/calls/inboundCallCount").asLong()
              + metrics.body().at("/calls/outboundCallCount").asLong();
      assertThat(metrics.text("/eventTime")).isEqualTo("2026-03-02T09:31:17.000Z");
    }
    assertThat(told).isEqualTo(lasting).isPositive();
  }

  @Test
  void aggregatesCountTheCallsOfTheLog() {
    Reply hours =
        client.post(
            "/api/v2/analytics/conversations/aggregates/query",
            interval(
                ",\"granularity\":\"PT1H\",\"metrics\":[\"nOffered\",\"nOutboundAttempted\"]"));
    long counted = 0;
    for (JsonNode bucket : hours.body().at("/results/0/data")) {
      for (JsonNode metric : bucket.path("metrics")) {
        counted += metric.at("/stats/count").asLong();
      }
    }
    assertThat(counted).isEqualTo(truth().size());
  }

  @Test
  void rowsThatComeInShiftThePages() {
    traffic("\"latePercent\":30,\"lateQueries\":5");
    List<JsonNode> once = pages(1000);
    assertThat(startedWithin(once)).isNotEqualTo(ids(truth()));
    assertThat(once.size()).isGreaterThan(new HashSet<>(once).size());
    assertThat(startedWithin(pages(1000))).isEqualTo(ids(truth()));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"paging\":{\"pageSize\":101,\"pageNumber\":1}', paging.pageSize",
    "'\"paging\":{\"pageSize\":100,\"pageNumber\":1001}', paging",
    "'\"paging\":{\"pageSize\":100}', paging.pageNumber",
    "'\"segmentFilters\":[{\"type\":\"and\",\"predicates\":[{\"dimension\":\"colour\",\"value\":\"red\"}]}]',"
        + " predicates.dimension"
  })
  void aQueryBeyondTheLimitsIsRefusedByField(String more, String field) {
    Reply refused = client.post(DETAILS + "/query", interval("," + more));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/details/0/fieldName")).isEqualTo(field);
  }

  @Test
  void jobsFailExpireAndLoseTheirCursorsAsToldTo() {
    client.patch(
        "/__sim/settings",
        "{\"analytics\":{\"jobsFailEvery\":2,\"jobsExpireEvery\":3,\"cursorsExpireEvery\":1}}");
    List<String> states = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String job = DETAILS + "/jobs/" + client.post(DETAILS + "/jobs", interval("")).text("/jobId");
      Reply page = client.get(job + "/results?pageSize=1");
      states.add(client.get(job).text("/state"));
      if (i == 0) {
        Reply next = client.get(job + "/results?pageSize=1&cursor=" + page.text("/cursor"));
        assertThat(next.text("/code")).isEqualTo("invalid.cursor");
      }
    }
    assertThat(states).containsExactly("FULFILLED", "FAILED", "EXPIRED");
  }

  private void traffic(String settings) {
    client.patch("/__sim/settings", "{\"traffic\":{" + settings + "}}");
  }

  private static String interval(String more) {
    return "{\"interval\":\"" + FROM + "/" + TO + "\",\"order\":\"asc\"" + more + "}";
  }

  private List<JsonNode> pages(int most) {
    List<JsonNode> rows = new ArrayList<>();
    for (int number = 1; number < most; number++) {
      Reply page =
          client.post(
              DETAILS + "/query",
              interval(",\"paging\":{\"pageSize\":40,\"pageNumber\":" + number + "}"));
      if (!page.body().has("conversations")) {
        return rows;
      }
      page.body().path("conversations").forEach(rows::add);
    }
    return rows;
  }

  private JsonNode truth() {
    return truth(FROM, TO);
  }

  private JsonNode truth(String from, String to) {
    return client.get("/__sim/calls?from=" + from + "&to=" + to).body().path("calls");
  }

  private static Set<String> startedWithin(List<JsonNode> rows) {
    return ids(
        rows.stream()
            .filter(row -> row.path("conversationStart").asText().compareTo(FROM) >= 0)
            .filter(row -> row.path("conversationStart").asText().compareTo(TO) < 0)
            .toList());
  }

  private static Set<String> ids(Iterable<JsonNode> rows) {
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.path("conversationId").asText()));
    return ids;
  }
}
