package io.trunkline.api;

import static io.trunkline.api.ApiService.assertProblem;
import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.analytics.MinuteSample;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.TrunkRef;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions about the time series that cannot be answered: 400, and what is allowed. */
class WrongQuestionTest {
  static ApiService api;

  @BeforeAll
  static void start(@TempDir Path data) {
    api = new ApiService(data, Map.of());
    SeriesWriter series = api.service.bean(SeriesWriter.class);
    series.trunks(
        "test", List.of(new TrunkRef("t1", "acme", null, null, null, null, null, List.of())));
    series.samples("test", List.of(new MinuteSample("t1", Instant.now(), 1, 2, null)));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "series?metric=jitter | metric | jitter | attempts, connected, failed, setupSuccess",
        "series | metric |  | metric is one of attempts",
        "series?metric=calls&trunk=nobody | trunk | nobody | known are acme",
        "series?metric=calls&step=year | step | year | minute, hour, day",
        "series?metric=calls&from=2026-03-02&to=2026-03-01 | from | 2026-03-02T00:00:00Z | before to",
        "series?metric=calls&from=1926-03-02 | from | 1926-03-02T00:00:00Z | 800 days",
        "series?metric=calls&step=day&from=1926-03-02 | from | 1926-03-02T00:00:00Z | 4000 days",
        "series?metric=calls&step=minute&from=2026-01-01&to=2026-01-05 | from | 2026-01-01T00:00:00Z | 1 day",
        "series?metric=calls&from=yesterday | from | yesterday | time",
        "series?metric=calls&trunk=acme&site=x | site | x | only one of trunk, base, site",
        "series?metric=calls&trnk=acme | trnk | acme | parameters are metric, trunk, base",
        "series?metric=calls&org=nobody | org | nobody | nothing has been seen",
        "capacity?org=nobody | org | nobody | nothing has been seen",
        "series?metric=calls&format=xml | format | xml | json or csv",
        "capacity?blocking=2 | blocking | 2 | between 0 and 1",
        "capacity?base=nobody | base | nobody | there is none yet",
        "report?from=2026-03-02&to=2026-03-01 | from | 2026-03-02T00:00:00Z | before to",
        "report?org=nobody | org | nobody | nothing has been seen",
        "alerts?limit=0 | limit | 0 | from 1 to 1000",
        "alerts?before=soon | before | soon | ISO 8601",
      })
  void isToldWhatIsAllowed(String path, String field, String value, String rule) {
    HttpResponse<String> answer = api.get("/api/" + path);
    JsonNode problem = json(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("value").asText()).isEqualTo(value == null ? "" : value);
    assertThat(problem.path("rule").asText()).contains(rule);
    assertThat(problem.path("fix").asText()).isNotBlank();
  }

  @Test
  void aBrokenRuleIsToldWithItsPlace() {
    HttpResponse<String> answer =
        api.post(
            "/api/alerts/check", "rules:\n- name: x\n  metric: calls\n  above: 5\n  step: year\n");
    assertProblem(answer, 400, "bad-rules");
    JsonNode problem = json(answer).at("/problems/0");
    assertThat(problem.path("line").asInt()).isEqualTo(5);
    assertThat(problem.path("field").asText()).isEqualTo("rules[0].step");
    assertThat(problem.path("value").asText()).isEqualTo("year");
    assertThat(problem.path("rule").asText()).contains("minute, hour, day");
    assertThat(problem.path("fix").asText()).isNotBlank();
  }
}
