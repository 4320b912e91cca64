package io.trunkline.api;

import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.trunkline.provisioning.Specs;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks as senders meet them: let in, refused, and never answered before the commit. */
class HookHttpTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir static Path data;
  private static ApiService api;

  @BeforeAll
  static void start() {
    api =
        new ApiService(
            data,
            Map.of(
                "trunkline.hooks.ops.scheme", "standard-webhooks",
                "trunkline.hooks.ops.secret", SECRET,
                "trunkline.hooks.strict.scheme", "standard-webhooks",
                "trunkline.hooks.strict.secret", SECRET,
                "trunkline.hooks.strict.duplicates", "409",
                "trunkline.hooks.token.scheme", "bearer",
                "trunkline.hooks.token.secret", "0123456789abcdef",
                "trunkline.hooks.max-body", "20000",
                "trunkline.hooks.body-within", "1s",
                "trunkline.hooks.window", "300s"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static String callback(String trunk, Instant at, String status) {
    return """
        {"event":"telephony:siptrunk:status","timestamp":"%s","data":{"edgeId":"e1","sipTrunkId":"%s","status":"%s"}}"""
        .formatted(at, trunk, status);
  }

  private static HttpResponse<String> post(String source, String id, String body, String... more) {
    try {
      long now = Instant.now().getEpochSecond();
      List<String> headers =
          new ArrayList<>(
              List.of(
                  "Content-Type",
                  "application/json",
                  "webhook-id",
                  id,
                  "webhook-timestamp",
                  String.valueOf(now),
                  "webhook-signature",
                  new Webhook(SECRET).sign(id, now, body)));
      headers.addAll(List.of(more));
      return api.post("/hooks/" + source, body, headers.toArray(String[]::new));
    } catch (com.standardwebhooks.exceptions.WebhookSigningException
        | com.standardwebhooks.exceptions.EmptyWebhookSecretException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSignedEventChangesItsTrunkOnce() {
    String trunk = UUID.randomUUID().toString();
    String body = callback(trunk, Instant.now(), "unregistered");
    HttpResponse<String> first = post("ops", "m-" + trunk, body);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(json(first).path("accepted").asInt()).isEqualTo(1);
    HttpResponse<String> again = post("ops", "m-" + trunk, body);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("duplicates").asInt()).isEqualTo(1);

    JsonNode state = json(api.get("/api/trunks/" + trunk));
    assertThat(state.path("state").asText()).isEqualTo("down");
    assertThat(state.path("reason").asText()).isEqualTo("not registered");
    assertThat(state.path("source").asText()).isEqualTo("hook/ops");
    JsonNode timeline = json(api.get("/api/trunks/" + trunk + "/timeline?events=true"));
    assertThat(timeline.path("timeline")).hasSize(2);
  }

  @Test
  void whatBecameOfHooksIsMeasured() {
    String id = UUID.randomUUID().toString();
    double accepted = metric("trunkline_hook_events_total{outcome=\"accepted\",source=\"strict\"}");
    double known = metric("trunkline_hook_events_total{outcome=\"duplicate\",source=\"strict\"}");
    double refused =
        metric("trunkline_hook_refused_total{reason=\"unauthorized\",source=\"strict\"}");
    double answers = metric("trunkline_hook_answer_seconds_count{source=\"strict\"}");
    post("strict", id, callback(id, Instant.now(), "up"));
    post("strict", id, callback(id, Instant.now(), "up"));
    post("strict", id, callback(id, Instant.now(), "up"), "webhook-signature", "v1,AAAA");
    assertThat(metric("trunkline_hook_events_total{outcome=\"accepted\",source=\"strict\"}"))
        .isEqualTo(accepted + 1);
    assertThat(metric("trunkline_hook_events_total{outcome=\"duplicate\",source=\"strict\"}"))
        .isEqualTo(known + 1);
    assertThat(metric("trunkline_hook_refused_total{reason=\"unauthorized\",source=\"strict\"}"))
        .isEqualTo(refused + 1);
    assertThat(metric("trunkline_hook_answer_seconds_count{source=\"strict\"}"))
        .isEqualTo(answers + 3);
  }

  /** The value of a series; 0 when it is not there yet. */
  private static double metric(String series) {
    return api.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aDuplicateIsAnsweredAsConfigured() {
    String id = UUID.randomUUID().toString();
    assertThat(post("strict", id, callback(id, Instant.now(), "up")).statusCode()).isEqualTo(200);
    assertThat(post("strict", id, callback(id, Instant.now(), "up")).statusCode()).isEqualTo(409);
  }

  @Test
  void thePlatformsEnvelopesAreUnderstood() {
    String trunk = UUID.randomUUID().toString();
    String topic = "v2.telephony.providers.edges.trunks." + trunk;
    String body =
        """
        {"topicName":"%s","version":"2","eventBody":{"id":"%s","connectedStatus":{"connected":true,"connectedStateTime":"2026-01-02T03:05:00.000Z"},"registersStatus":[{"proxyAddress":"a:5061","registerState":true},{"proxyAddress":"b:5061","registerState":false,"errorInfo":{"text":"403 Forbidden"}}]},"metadata":{"CorrelationId":"c"}}"""
            .formatted(topic, trunk);
    assertThat(post("ops", "n-" + trunk, body).statusCode()).isEqualTo(200);
    JsonNode state = json(api.get("/api/trunks/" + trunk));
    assertThat(state.path("state").asText()).isEqualTo("degraded");
    assertThat(state.path("reason").asText()).contains("b:5061 (403 Forbidden)");
    String bridge =
        """
        {"version":"0","id":"eb-%s","detail-type":"%s","source":"aws.partner/genesys.com","time":"2026-01-02T03:10:00Z","detail":{"topicName":"%s","version":"2","eventBody":{"id":"%s","connectedStatus":{"connected":false,"connectedStateTime":"2026-01-02T03:10:00.000Z"}}}}"""
            .formatted(trunk, topic, topic, trunk);
    assertThat(post("ops", "b-" + trunk, bridge).statusCode()).isEqualTo(200);
    assertThat(json(api.get("/api/trunks/" + trunk)).path("state").asText()).isEqualTo("down");
  }

  @Test
  void whatNobodyCanReadIsKeptAndShown() {
    for (String odd :
        new String[] {"{\"hello\":\"w\u00f6rld\"}", "not json", "[1,2]", "\"\"", "{"}) {
      String id = UUID.randomUUID().toString();
      assertThat(post("ops", id, odd).statusCode()).as(odd).isEqualTo(200);
      JsonNode events = json(api.get("/api/events?effect=unreadable&limit=10")).path("events");
      assertThat(events.findValuesAsText("key")).anyMatch(key -> key.contains(id));
    }
  }

  @Test
  void everyFaultOfTheSignatureHasTheSameAnswer() {
    String body = callback("t", Instant.now(), "up");
    Set<String> answers = new HashSet<>();
    String now = String.valueOf(Instant.now().getEpochSecond());
    for (String[] headers :
        new String[][] {
          {},
          {"webhook-id", "a"},
          {"webhook-id", "a", "webhook-timestamp", now, "webhook-signature", "v1,AAAA"},
          {"webhook-id", "a", "webhook-timestamp", "1", "webhook-signature", "v1,AAAA"},
          {"webhook-id", "a", "webhook-timestamp", "x", "webhook-signature", "\u00ff\u00fe"},
        }) {
      List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
      all.addAll(List.of(headers));
      HttpResponse<String> answer;
      try {
        answer = api.post("/hooks/ops", body, all.toArray(String[]::new));
      } catch (IllegalArgumentException e) {
        continue; // the client itself refuses to send such a header
      }
      assertThat(answer.statusCode()).isEqualTo(401);
      answers.add(answer.body() + answer.headers().map().keySet());
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void otherMediaTypesAndPackedBodiesAreRefusedUnread() {
    String body = callback("t", Instant.now(), "up");
    assertThat(post("ops", "x", body, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
    assertThat(post("ops", "x", body, "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
    assertThat(
            api.post("/hooks/ops", "a=b", "Content-Type", "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(415);
    assertThat(api.post("/hooks/nobody", "{}", "Content-Type", "application/json").statusCode())
        .isEqualTo(404);
    assertThat(api.get("/hooks/ops").statusCode()).isEqualTo(405);
  }

  private static Socket connect() throws IOException {
    URI uri = URI.create(api.service.url());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[4_096];
    int length = in.read(bytes);
    return length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    String head = "POST /hooks/ops HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write((head + "Content-Length: 10485760\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(socket)).startsWith("HTTP/1.1 413");
    }
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              (head + "Transfer-Encoding: chunked\r\n\r\n5208\r\n" + "x".repeat(21_000) + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void bodiesThatComeDropByDropEndAndDisturbNobody() throws IOException {
    List<Socket> slow = new ArrayList<>();
    String head =
        "POST /hooks/ops HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length:"
            + " 100\r\n\r\n{";
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = connect();
        slow.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
      }
      String id = UUID.randomUUID().toString();
      assertThat(post("ops", id, callback(id, Instant.now(), "up")).statusCode()).isEqualTo(200);
      assertThat(answer(slow.get(0))).startsWith("HTTP/1.1 408");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aHookIsLetInBesideThePasswordsOfTheService(@TempDir Path other) throws Exception {
    Path users = Files.writeString(other.resolve("users"), "user.ann = secret\n");
    try (ApiService closed =
        new ApiService(
            other,
            Map.of(
                "trunkline.server.users", users.toString(),
                "trunkline.hooks.token.scheme", "bearer",
                "trunkline.hooks.token.secret", "0123456789abcdef"))) {
      assertThat(closed.get("/api/events").statusCode()).isEqualTo(401);
      HttpResponse<String> answer =
          closed.post(
              "/hooks/token",
              "{}",
              "Content-Type",
              "application/json",
              "Authorization",
              "Bearer 0123456789abcdef");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void whatChangedReachesTheFirstSink() {
    String trunk = UUID.randomUUID().toString();
    post("ops", trunk, callback(trunk, Instant.now(), "down"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              JsonNode sinks = json(api.get("/api/sinks")).path("sinks");
              assertThat(sinks.findValuesAsText("name")).contains("log");
              assertThat(sinks.findValuesAsText("behind")).containsOnly("0");
            });
  }

  @Test
  void theListOfTrunksSaysWhatEventsSay() {
    api.post("/api/runs?wait=60s", Specs.one("acme"));
    String trunk = json(api.get("/api/trunks")).at("/trunks/0/id").asText();
    assertThat(trunk).isNotEmpty();
    post("ops", "list-1", callback(trunk, Instant.now(), "disconnected"));
    JsonNode listed = json(api.get("/api/trunks")).at("/trunks/0");
    assertThat(listed.path("state").asText()).isEqualTo("down");
    assertThat(listed.path("source").asText()).isEqualTo("hook/ops");
    post("ops", "list-2", callback(trunk, Instant.now().plusMillis(1), "connected"));
    assertThat(json(api.get("/api/trunks")).at("/trunks/0/state").asText()).isEqualTo("up");
  }

  /** Nothing that is changed after it was signed is let in, and nothing makes the service fail. */
  @Test
  @Tag("slow")
  void aHundredThousandMutatedRequestsAreAllTurnedAway() throws Exception {
    new MutatedHooks(URI.create(api.service.url()), SECRET, new Random(20_260_301)).send(100_000);
  }
}
