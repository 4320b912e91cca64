package io.trunkline.api;

import static io.trunkline.api.ApiService.assertProblem;
import static io.trunkline.api.ApiService.json;
import static io.trunkline.api.ApiService.mediaType;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.Specs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as its clients meet it: plans, runs, their list and their live events. */
class HttpApiTest {
  private static final String SITES = "/api/v2/telephony/providers/edges/sites";

  @TempDir static Path data;
  static ApiService api;

  @BeforeAll
  static void start() {
    api =
        new ApiService(
            data,
            Map.of("trunkline.outage.retries", "100000", "trunkline.outage.longest-delay", "50"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void emptyOrg() {
    api.orgs.reset();
  }

  @Test
  void aPlanShowsTheWritesAndMakesNone() {
    HttpResponse<String> answer = api.post("/api/plan", Specs.one("acme"));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode plan = json(answer).at("/plans/0");
    assertThat(plan.path("org").asText()).isEqualTo("test");
    assertThat(plan.path("writes").asInt()).isEqualTo(4);
    assertThat(plan.at("/connections/0/steps")).hasSize(5);
    assertThat(api.orgs.writes()).isEmpty();
  }

  @Test
  void theTutorialsFileIsPlannedToo() throws Exception {
    HttpResponse<String> answer =
        api.post(
            "/api/plan",
            Files.readString(Path.of("examples/tutorial-input.json")),
            "Content-Type",
            "application/json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).at("/plans/0/writes").asInt()).isEqualTo(4);
    assertThat(json(answer).path("warnings").findValuesAsText("field")).isNotEmpty();
    assertThat(answer.body()).doesNotContain("a-dummy-for-the-simulator");
  }

  @Test
  void aRunIsAcceptedAndFoundAtItsLocation() {
    HttpResponse<String> accepted = api.post("/api/runs", Specs.one("acme"));

    assertThat(accepted.statusCode()).isEqualTo(202);
    String location = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo("/api/runs/" + json(accepted).path("id").asText());
    assertThat(api.get(location).statusCode()).isEqualTo(200);
    assertThat(events(location)).last().isEqualTo("finished");
    assertThat(json(api.get(location)).path("state").asText()).isEqualTo("succeeded");
  }

  @Test
  void aRunThatEndsWithinTheWaitIsAnsweredWhole() {
    HttpResponse<String> ended = api.post("/api/runs?wait=60s", Specs.one("acme"));

    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(ended.headers().firstValue("Location")).isPresent();
    assertThat(json(ended).path("state").asText()).isEqualTo("succeeded");
    assertThat(json(ended).at("/connections/0/steps").findValuesAsText("step"))
        .containsExactly("byoc", "location", "site", "trunk", "outbound-route");
    assertThat(api.orgs.writes()).hasSize(4);
  }

  @Test
  void aRunThatDoesNotEndWithinTheWaitIsAnsweredAsItStands() {
    holdSites();
    HttpResponse<String> answer = api.post("/api/runs?wait=50ms", Specs.one("acme"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).path("state").asText()).isIn("waiting", "running");
    api.orgs.faults("faults: []");
    assertThat(events("/api/runs/" + json(answer).path("id").asText())).endsWith("finished");
  }

  @Test
  void aRepeatedKeyIsTheSameRunAndAnotherSpecUnderItIsRefused() {
    HttpResponse<String> first = keyed("key-1", "acme");
    HttpResponse<String> again = keyed("key-1", "acme");
    HttpResponse<String> other = keyed("key-1", "other");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("id")).isEqualTo(json(first).path("id"));
    assertProblem(other, 409, "run-refused");
    assertThat(json(other).path("detail").asText()).contains("key-1", "use a new key");
  }

  private static HttpResponse<String> keyed(String key, String name) {
    return api.post("/api/runs?wait=60s", Specs.one(name), "Idempotency-Key", key);
  }

  @Test
  void runsAreListedInPagesNewestFirst() {
    List<String> ids = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      ids.add(0, json(api.post("/api/runs?wait=60s", Specs.one(name))).path("id").asText());
    }

    List<String> first = json(api.get("/api/runs?limit=2")).findValuesAsText("id");
    List<String> rest =
        json(api.get("/api/runs?limit=1&before=" + first.get(1))).findValuesAsText("id");

    assertThat(first).containsExactly(ids.get(0), ids.get(1));
    assertThat(rest).containsExactly(ids.get(2));
    assertThat(json(api.get("/api/runs?org=nobody")).path("runs")).isEmpty();
  }

  @Test
  void eventsArriveWhileTheRunGoesOnAndEndWithIt() throws Exception {
    holdSites();
    String location =
        api.post("/api/runs", Specs.one("acme")).headers().firstValue("Location").orElseThrow();

    HttpResponse<InputStream> stream =
        api.send("GET", location + "/events", "", BodyHandlers.ofInputStream());
    assertThat(mediaType(stream)).isEqualTo("text/event-stream");
    try (BufferedReader lines = lines(stream)) {
      // The site is refused until we say otherwise: a stream that holds events back ends here.
      assertThat(readUntil(lines, "event: step-started", "\"step\":\"site\""))
          .first()
          .isEqualTo("event: run");
      assertThat(json(api.get(location)).path("state").asText()).isEqualTo("running");
      api.orgs.faults("faults: []");
      List<String> rest = lines.lines().filter(line -> line.startsWith("event: ")).toList();
      assertThat(rest).contains("event: step-finished", "event: connection-finished");
      assertThat(rest).last().isEqualTo("event: finished");
    }
  }

  @Test
  void theEventsOfAnEndedRunAreTheRunAndItsEnd() {
    String id = json(api.post("/api/runs?wait=60s", Specs.one("acme"))).path("id").asText();

    assertThat(events("/api/runs/" + id)).containsExactly("run", "finished");
  }

  @Test
  void aPlanThatRefusesIsAnsweredWithItsReasonsAndNothingIsWritten() {
    api.orgs.settings("{\"products\": []}");

    HttpResponse<String> answer = api.post("/api/runs?wait=60s", Specs.one("acme"));

    assertProblem(answer, 409, "plan-refused");
    JsonNode refusal = json(answer).at("/plan/connections/0/steps/0/refusal");
    assertThat(refusal.path("reason").asText()).isEqualTo("product-missing");
    assertThat(refusal.path("fix").asText()).isNotBlank();
    assertThat(api.orgs.writes()).isEmpty();
    assertThat(json(api.post("/api/plan", Specs.one("acme"))).at("/plans/0/refused").asBoolean())
        .isTrue();
  }

  /** No site can be made until the faults are taken away. */
  private static void holdSites() {
    api.orgs.faults(
        "faults:\n  - {name: hold, match: {method: POST, path: "
            + SITES
            + "}, act: {status: 503}}");
  }

  /** The names of a run's events, read to the stream's end. */
  private static List<String> events(String location) {
    HttpResponse<String> stream = api.get(location + "/events");
    return stream
        .body()
        .lines()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()))
        .toList();
  }

  private static BufferedReader lines(HttpResponse<InputStream> stream) {
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  /** Reads lines up to the first data with a text after a line. */
  private static List<String> readUntil(BufferedReader lines, String event, String data)
      throws IOException {
    List<String> read = new ArrayList<>();
    String before = "";
    String line = lines.readLine();
    while (line != null) {
      read.add(line);
      if (before.equals(event) && line.contains(data)) {
        return read;
      }
      before = line;
      line = lines.readLine();
    }
    throw new AssertionError("the stream ended without " + event + " " + data + ": " + read);
  }
}
