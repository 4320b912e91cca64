package io.trunkline.api;

import static io.trunkline.api.ApiService.json;
import static io.trunkline.api.ApiService.mediaType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.trunkline.analytics.MinuteSample;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.TrunkRef;
import io.trunkline.provisioning.Specs;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published description says what the service does: paths, statuses, media types, shapes. */
class OpenApiTest {
  /** Statuses that other tests or accidents bring: passwords, a service that is down. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "401",
          "GET /api/trunks/events 200",
          "POST /hooks/{source} 408",
          "POST /hooks/{source} 429",
          "POST /hooks/{source} 503",
          "GET /health 503",
          "GET /health/live 503",
          "GET /health/ready 503");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @TempDir static Path data;
  static ApiService api;
  static JsonNode document;

  @BeforeAll
  static void start() throws IOException {
    api =
        new ApiService(
            data,
            Map.of(
                "trunkline.server.max-body", "20000",
                "trunkline.hooks.max-body", "20000",
                "trunkline.hooks.ops.scheme", "none",
                "trunkline.hooks.ops.duplicates", "409",
                "trunkline.outage.retries", "1",
                "trunkline.rate-limit.retries", "1"));
    try (InputStream in = OpenApiTest.class.getResourceAsStream("openapi.json")) {
      document = JSON.readTree(in);
    }
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
  void theServiceServesTheDocument() {
    HttpResponse<String> answer = api.get("/openapi.json");

    assertThat(mediaType(answer)).isEqualTo("application/json");
    assertThat(json(answer)).isEqualTo(document);
  }

  @Test
  void everythingServedIsDescribedAndTheOtherWayRound() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            described.add(operation(method, path.getKey()));
                          }
                        }));
    int port = URI.create(api.service.url()).getPort();
    Set<String> served = new TreeSet<>();
    for (Route route :
        VertxPlatformHttpRouter.lookup(
                api.service.context(), VertxPlatformHttpRouter.getRouterNameFromPort(port))
            .getRoutes()) {
      String path = route.getPath();
      if (path != null && route.methods() != null && !path.endsWith("*")) {
        for (HttpMethod method : route.methods()) {
          served.add(operation(method.name(), path.replaceAll(":([^/]+)", "{$1}")));
        }
      }
    }

    assertThat(served).isEqualTo(described);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void everyExampleAnswerHasTheShapeThatIsDescribed() {
    int examples = 0;
    for (JsonNode content : document.findValues("content")) {
      JsonNode media = content.path("application/json");
      JsonNode answer = media.isMissingNode() ? content.path("application/problem+json") : media;
      if (answer.has("example")) {
        assertShape(answer.path("schema"), answer.path("example"), "example");
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(5);
  }

  @Test
  void everyExampleBodyIsUnderstood() {
    int examples = 0;
    for (String path : new String[] {"/api/plan", "/api/runs"}) {
      JsonNode content = document.path("paths").path(path).at("/post/requestBody/content");
      for (Map.Entry<String, JsonNode> media : content.properties()) {
        for (JsonNode example : media.getValue().path("examples")) {
          JsonNode value = example.path("value");
          String body = value.isTextual() ? value.asText() : value.toString();
          String query = path.equals("/api/runs") ? "?wait=60s" : "";
          HttpResponse<String> answer =
              api.post(path + query, body, "Content-Type", media.getKey());
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          examples++;
        }
      }
    }
    assertThat(examples).isEqualTo(4);
  }

  @Test
  void everyDescribedAnswerIsGivenWithItsMediaTypeAndShape() {
    Walk walk = new Walk();
    String spec = Specs.one("acme");
    String id = json(api.post("/api/runs?wait=60s", spec)).path("id").asText();
    for (String path : new String[] {"/api/plan", "/api/runs"}) {
      walk.post(path, path + "?org=nobody", spec, "422");
      walk.post(path, path, "nonsense", "400");
      walk.post(path, path, "#" + "x".repeat(20_000), "413");
      walk.post(path, path, spec, "415", "Content-Type", "application/x-www-form-urlencoded");
      api.orgs.faults("faults:\n  - {name: away, match: {method: GET}, act: {status: 503}}");
      walk.post(path, path, spec, "502");
      api.orgs.faults(
          "faults:\n"
              + "  - {name: busy, match: {method: GET}, act: {status: 429, headers: {retry-after:"
              + " '0'}}}");
      walk.post(path, path, spec, "503");
      api.orgs.faults("faults: []");
    }
    String check = "{\"target\": \"127.0.0.1:1\", \"transport\": \"tcp\", \"timeout\": \"1s\"}";
    walk.post("/api/checks", "/api/checks", check, "200");
    walk.post("/api/checks", "/api/checks", check.replace("1s", "soon"), "400");
    walk.post("/api/checks", "/api/checks", "#" + "x".repeat(20_000), "413");
    walk.post("/api/checks", "/api/checks", "a=b", "415", "Content-Type", "multipart/form-data");
    walk.get("/api/checks", "/api/checks", "200");
    walk.get("/api/checks", "/api/checks?target=127.0.0.1:1&transport=tcp", "200");
    walk.get("/api/checks", "/api/checks?target=127.0.0.1:1&transport=none", "400");
    walk.get("/api/checks", "/api/checks?target=127.0.0.1:2", "404");
    String order = "/api/analytics/backfill";
    walk.post(
        order, order, "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}", "202");
    walk.post(order, order, "{\"from\":\"yesterday\"}", "400");
    walk.post(order, order, "#" + "x".repeat(20_000), "413");
    walk.post(order, order, "a=b", "415", "Content-Type", "multipart/form-data");
    walk.get("/api/analytics/pulls", "/api/analytics/pulls", "200");
    walk.get("/api/series", "/api/series?metric=peakCalls", "200");
    walk.get("/api/series", "/api/series?metric=jitter", "400");
    walk.get("/api/capacity", "/api/capacity", "200");
    walk.get("/api/capacity", "/api/capacity?blocking=2", "400");
    walk.get("/api/alerts", "/api/alerts", "200");
    walk.get("/api/alerts", "/api/alerts?limit=none", "400");
    String rules = "/api/alerts/check";
    walk.post(rules, rules, "rules: [{name: x, metric: calls, absent: 5m}]", "200");
    walk.post(rules, rules, "rules: [{name: x, metric: jitter, absent: 5m}]", "400");
    walk.post(rules, rules, "#" + "x".repeat(20_000), "413");
    walk.post(rules, rules, "a=b", "415", "Content-Type", "multipart/form-data");
    SeriesWriter series = api.service.bean(SeriesWriter.class);
    series.trunks("test", List.of(new TrunkRef("t", "t", null, null, null, null, null, List.of())));
    series.samples("test", List.of(new MinuteSample("t", Instant.now(), 1, 2, null)));
    walk.get("/api/report", "/api/report", "200");
    walk.get("/api/report", "/api/report?from=whenever", "400");
    walk.post("/api/plan", "/api/plan", spec, "200");
    walk.post("/api/runs", "/api/runs", spec, "202");
    walk.post("/api/runs", "/api/runs?wait=60s&reason=why&undoOnFailure=true", spec, "200");
    walk.get("/api/runs", "/api/runs?limit=2&before=" + id + "&org=test", "200");
    walk.get("/api/runs", "/api/runs?limit=none", "400");
    walk.get("/api/runs/{id}", "/api/runs/" + id, "200");
    walk.get("/api/runs/{id}", "/api/runs/nowhere", "404");
    walk.get("/api/runs/{id}/events", "/api/runs/" + id + "/events", "200");
    walk.get("/api/runs/{id}/events", "/api/runs/nowhere/events", "404");
    for (String path :
        new String[] {
          "/health", "/health/live", "/health/ready", "/api/routes", "/metrics", "/openapi.json"
        }) {
      walk.get(path, path, "200");
    }
    walkChecks(walk);
    walkRuns(walk, id);
    walkEvents(walk);
    api.orgs.settings("{\"products\": []}");
    walk.post("/api/runs", "/api/runs", spec, "409");

    assertThat(walk.seen).isEqualTo(described());
  }

  /** What an operator does to runs: one that failed is resumed, one that succeeded is undone. */
  private static void walkRuns(Walk walk, String succeeded) {
    String run = "/api/runs/{id}";
    walk.get(run + "/journal", "/api/runs/" + succeeded + "/journal", "200");
    walk.get(run + "/journal", "/api/runs/nowhere/journal", "404");
    api.orgs.faults(
        "faults:\n  - {name: no, match: {method: POST, path: /api/v2/locations}, act: {status: 400}}");
    String failed = json(api.post("/api/runs?wait=60s", Specs.one("broken"))).path("id").asText();
    api.orgs.faults("faults: []");
    walk.post(run + "/resume", "/api/runs/" + failed + "/resume?replan=perhaps", "", "400");
    walk.post(run + "/resume", "/api/runs/" + failed + "/resume?replan=true", "", "202");
    walk.post(run + "/resume", "/api/runs/" + succeeded + "/resume", "", "409");
    walk.post(run + "/resume", "/api/runs/nowhere/resume", "", "404");
    walk.post(run + "/undo", "/api/runs/" + succeeded + "/undo", "", "202");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                json(api.get("/api/runs/" + succeeded))
                    .path("state")
                    .asText()
                    .equals("rolled-back"));
    walk.post(run + "/undo", "/api/runs/" + succeeded + "/undo", "", "409");
    walk.post(run + "/undo", "/api/runs/nowhere/undo", "", "404");
  }

  private static void walkEvents(Walk walk) {
    String hook = "/hooks/{source}";
    String[] json = {"Content-Type", "application/json"};
    String event = "{\"event\":\"x\",\"data\":{\"sipTrunkId\":\"t-1\",\"status\":\"registered\"}}";
    walk.post(hook, "/hooks/ops", event, "200", json);
    walk.post(hook, "/hooks/ops", event, "409", json);
    walk.post(hook, "/hooks/nobody", event, "404", json);
    walk.post(hook, "/hooks/ops", " ".repeat(20_001), "413", json);
    walk.post(hook, "/hooks/ops", event, "415", "Content-Type", "text/plain");
    String trunk = "/api/trunks/{id}";
    walk.get(trunk, "/api/trunks/t-1?org=test", "200");
    walk.get(trunk, "/api/trunks/nowhere", "404");
    walk.get(trunk + "/timeline", "/api/trunks/t-1/timeline?events=true", "200");
    walk.get(trunk + "/timeline", "/api/trunks/t-1/timeline?from=yesterday", "400");
    walk.get(trunk + "/timeline", "/api/trunks/nowhere/timeline", "404");
    walk.get("/api/trunks/events", "/api/trunks/events?org=nobody", "422");
    walk.get("/api/events", "/api/events?effect=applied&limit=5", "200");
    walk.get("/api/events", "/api/events?effect=good", "400");
    walk.get("/api/sinks", "/api/sinks", "200");
    walk.post("/api/sinks/test", "/api/sinks/test", "", "202");
    walk.post("/api/sinks/{sink}/replay", "/api/sinks/log/replay", "", "200");
    walk.post("/api/sinks/{sink}/replay", "/api/sinks/log/replay?to=soon", "", "400");
    walk.post("/api/sinks/{sink}/replay", "/api/sinks/nowhere/replay", "", "404");
    walk.get("/api/watches", "/api/watches", "200");
    walk.get("/api/watches/{org}", "/api/watches/test", "200");
    walk.get("/api/watches/{org}", "/api/watches/nowhere", "404");
    walk.post("/api/watches/{org}/setup", "/api/watches/test/setup", "", "202");
    walk.post("/api/watches/{org}/setup", "/api/watches/nowhere/setup", "", "404");
    walk.post("/api/watches/{org}/remove", "/api/watches/test/remove", "", "200");
    walk.post("/api/watches/{org}/remove", "/api/watches/nowhere/remove", "", "404");
    walk.get("/api/dead-letters", "/api/dead-letters?sink=log", "200");
    walk.get("/api/dead-letters", "/api/dead-letters?limit=0", "400");
    walk.post("/api/dead-letters/replay", "/api/dead-letters/replay?sink=log", "", "200");
  }

  private static void walkChecks(Walk walk) {
    String checks = "/api/checks";
    String target = "sip:127.0.0.1:9";
    walk.post(checks, checks, "{\"target\": \"" + target + "\"}", "200");
    walk.post(checks, checks, "{}", "400");
    walk.post(checks, checks, " ".repeat(20_001), "413");
    walk.post(checks, checks, "x=y", "415", "Content-Type", "application/x-www-form-urlencoded");
    walk.get(checks, checks, "200");
    walk.get(checks, checks + "?target=" + target, "200");
    walk.get(checks, checks + "?target=sip:host:0", "400");
    walk.get(checks, checks + "?target=sip:never.example&transport=tcp&method=REGISTER", "404");
    String trunks = "/api/trunks";
    walk.get(trunks, trunks + "?org=nobody", "422");
    api.orgs.faults("faults:\n  - {name: away, match: {method: GET}, act: {status: 503}}");
    walk.get(trunks, trunks, "502");
    api.orgs.faults(
        "faults:\n"
            + "  - {name: busy, match: {method: GET}, act: {status: 429, headers: {retry-after:"
            + " '0'}}}");
    walk.get(trunks, trunks, "503");
    api.orgs.faults("faults: []");
    walk.get(trunks, trunks + "?org=test", "200");
  }

  /** All operations with their statuses, without those that are seen elsewhere. */
  private static Set<String> described() {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String operation = operation(method.getKey(), path.getKey());
        method
            .getValue()
            .path("responses")
            .fieldNames()
            .forEachRemaining(
                status -> {
                  String answer = operation + " " + status;
                  if (!ELSEWHERE.contains(status) && !ELSEWHERE.contains(answer)) {
                    all.add(answer);
                  }
                });
      }
    }
    return all;
  }

  private static String operation(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  private static JsonNode followed(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static void assertShape(JsonNode schema, JsonNode value, String what) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", document.path("components"));
    whole.setAll((ObjectNode) schema);
    JsonSchema shape =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    assertThat(shape.validate(value)).as(what + " " + value).isEmpty();
  }

  /** Asks, compares with the description, and remembers what was seen. */
  private static final class Walk {
    private final Set<String> seen = new TreeSet<>();

    void get(String path, String uri, String status) {
      compare("get", path, status, api.get(uri));
    }

    void post(String path, String uri, String body, String status, String... headers) {
      compare("post", path, status, api.send("POST", uri, body, BodyHandlers.ofString(), headers));
    }

    private void compare(String method, String path, String status, HttpResponse<String> answer) {
      String what = operation(method, path) + " " + status;
      assertThat(String.valueOf(answer.statusCode())).as(what + answer.body()).isEqualTo(status);
      JsonNode described =
          followed(document.path("paths").path(path).path(method).path("responses").path(status));
      JsonNode content = described.path("content").path(mediaType(answer));
      assertThat(content.isMissingNode()).as(what + " " + mediaType(answer)).isFalse();
      described
          .path("headers")
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(answer.headers().firstValue(name)).as(what + " " + name).isPresent());
      if (mediaType(answer).endsWith("json")) {
        assertShape(content.path("schema"), json(answer), what);
      }
      seen.add(what);
    }
  }
}
