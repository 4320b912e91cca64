package io.trunkline.api;

import static io.trunkline.api.ApiService.assertProblem;
import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.Specs;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API says to requests that it cannot serve, and what it never gives away. */
class WrongRequestTest {
  @TempDir static Path data;
  static ApiService api;

  @BeforeAll
  static void start() {
    api = new ApiService(data, Map.of("trunkline.server.max-body", "20000"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void emptyOrg() {
    api.orgs.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/plan", "/api/runs"})
  void everyProblemOfASpecIsNamed(String path) {
    HttpResponse<String> answer =
        api.post(
            path, Specs.one("acme").replace("Europe/Berlin", "Mars/Olympus").replace("DE", "XX"));

    assertProblem(answer, 400, "bad-spec");
    assertThat(json(answer).path("problems").findValuesAsText("field"))
        .contains("connections[0].site.timeZone", "connections[0].location.address.country");
    for (JsonNode problem : json(answer).path("problems")) {
      assertThat(problem.path("line").asInt()).isPositive();
      assertThat(problem.path("rule").asText()).isNotBlank();
      assertThat(problem.path("fix").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/plan", "/api/runs"})
  void anEmptyBodyIsABadSpec(String path) {
    assertProblem(api.post(path, ""), 400, "bad-spec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/plan", "/api/runs"})
  void anUnknownOrgIsNamedWithTheKnownOnes(String path) {
    HttpResponse<String> answer = api.post(path + "?org=nobody", Specs.one("acme"));

    assertProblem(answer, 422, "org-not-usable");
    assertThat(json(answer).path("fix").asText()).contains("test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/runs/nowhere", "/api/runs/nowhere/events"})
  void anUnknownRunIsNotFound(String path) {
    assertProblem(api.get(path), 404, "run-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "many", "1.5"})
  void aBadLimitIsNamed(String limit) {
    HttpResponse<String> answer = api.get("/api/runs?limit=" + limit);

    assertProblem(answer, 400, "bad-request");
    assertThat(json(answer).path("field").asText()).isEqualTo("limit");
    assertThat(json(answer).path("value").asText()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"wait,soon", "wait,11m", "wait,-1", "undoOnFailure,perhaps"})
  void aBadParameterStartsNoRun(String name, String value) {
    int before = json(api.get("/api/runs?limit=200")).path("runs").size();

    HttpResponse<String> answer = api.post("/api/runs?" + name + "=" + value, Specs.one("acme"));

    assertProblem(answer, 400, "bad-request");
    assertThat(json(answer).path("field").asText()).isEqualTo(name);
    assertThat(json(api.get("/api/runs?limit=200")).path("runs")).hasSize(before);
    assertThat(api.orgs.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/plan", "/api/runs"})
  void aBodyThatIsTooLargeIsRefused(String path) {
    HttpResponse<String> answer = api.post(path, "# " + "x".repeat(20_000));

    assertProblem(answer, 413, "content-too-large");
    assertThat(json(answer).path("rule").asText()).contains("20000 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/plan,POST",
    "DELETE,/api/runs,'GET, POST'",
    "POST,/api/runs/some,GET",
    "POST,/health,GET"
  })
  void aWrongMethodIsAnsweredWithTheRightOnes(String method, String path, String allowed) {
    HttpResponse<String> answer = api.send(method, path, "", BodyHandlers.ofString());

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
  }

  @Test
  void anUnknownPathIsNotFound() {
    assertProblem(api.get("/api/nothing"), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/plan", "/api/runs"})
  void aFormIsToldHowToSendTheFile(String path) {
    HttpResponse<String> answer =
        api.post(path, Specs.one("acme"), "Content-Type", "application/x-www-form-urlencoded");

    assertProblem(answer, 415, "unsupported-media-type");
    assertThat(json(answer).path("fix").asText()).contains("--data-binary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/plan", "/api/runs", "/api/runs?wait=60s"})
  void requestHeadersAreNotEchoed(String path) {
    HttpResponse<String> answer =
        api.post(path, Specs.one("acme"), "X-Canary", "canary", "Cookie", "canary=1");

    assertThat(answer.statusCode()).isIn(200, 202);
    assertThat(answer.headers().map().keySet())
        .allSatisfy(
            name ->
                assertThat(name.toLowerCase(Locale.ROOT))
                    .isIn("content-type", "content-length", "location", "transfer-encoding"));
  }

  @Test
  void withUsersEverythingAsksForAPassword() throws Exception {
    Path users = Files.writeString(data.resolve("users"), "user.ann = right\n");
    try (ApiService closed =
        new ApiService(
            data.resolve("closed"), Map.of("trunkline.server.users", users.toString()))) {
      String wrong = "Basic " + base64("ann:wrong");
      String right = "Basic " + base64("ann:right");
      for (String path : List.of("/api/runs", "/openapi.json", "/metrics", "/api/runs/x/events")) {
        assertThat(closed.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(closed.get(path, "Authorization", wrong).statusCode()).as(path).isEqualTo(401);
      }
      assertThat(closed.post("/api/runs", Specs.one("acme")).statusCode()).isEqualTo(401);
      assertThat(closed.post("/api/plan", Specs.one("acme")).statusCode()).isEqualTo(401);
      assertThat(closed.orgs.calls()).isEmpty();
      assertThat(closed.get("/api/runs", "Authorization", right).statusCode()).isEqualTo(200);
      assertProblem(closed.get("/api/runs"), 401, "unauthorized");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
