package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each shipped kamelet, and what its receiver makes of what comes. */
class SinkKameletsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUICK = "retryDelay=50&longestRetryDelay=200";

  @TempDir Path folder;
  private Store store;
  private HandingOn node;

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder));
    node = new HandingOn(store, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    node.close();
    store.close();
  }

  private static void soon(ThrowingRunnable holds) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(holds);
  }

  @Test
  void httpIsReadByTheLibrariesOfCloudEventsAndStandardWebhooks() throws Exception {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    record Got(HttpHeaders headers, String body) {}
    List<Got> got = new CopyOnWriteArrayList<>();
    try (Receiver receiver =
        new Receiver(
            (headers, body) -> {
              got.add(new Got(headers, body));
              return 204;
            })) {
      node.sink(
          "http",
          QUICK,
          "trunk-events-http-sink",
          "url: " + receiver.url() + "\nsecret: " + secret);
      node.tellState("e-1", "Träger 北", "down", "not connected");
      soon(() -> assertThat(got).hasSize(1));
    }
    HttpHeaders headers = got.get(0).headers();
    String body = got.get(0).body();
    new Webhook(secret).verify(body, headers);
    assertThat(headers.firstValue("webhook-id")).contains("e-1");
    Webhook other = new Webhook("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> other.verify(body, headers)))
        .isInstanceOf(WebhookVerificationException.class);

    CloudEvent event =
        HttpMessageFactory.createReaderFromMultimap(
                headers.map(), body.getBytes(StandardCharsets.UTF_8))
            .toEvent();
    assertThat(event.getId()).isEqualTo("e-1");
    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
    assertThat(event.getType()).isEqualTo("io.trunkline.trunk.state");
    assertThat(event.getSource().toString()).isEqualTo("/orgs/acme");
    assertThat(event.getSubject()).isEqualTo("trunk-1");
    assertThat(event.getTime().toInstant()).isEqualTo(HandingOn.TOLD_AT);
    JsonNode data = JSON.readTree(event.getData().toBytes());
    assertThat(data.path("name").asText()).isEqualTo("Träger 北");
    // Nothing of ours but what a receiver needs.
    assertThat(headers.map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("camel"));
  }

  @Test
  void aFileGetsOneCloudEventALineInOrder() throws Exception {
    Path target = folder.resolve("out");
    node.sink("file", QUICK + "&concurrent=1", "trunk-events-file-sink", "folder: " + target);
    for (int i = 0; i < 50; i++) {
      node.tell("t", i);
    }
    Path file = target.resolve("trunk-events.jsonl");
    soon(() -> assertThat(file).exists().content().hasLineCount(50));
    int n = 0;
    for (String line : Files.readAllLines(file)) {
      CloudEvent event =
          EventFormatProvider.getInstance()
              .resolveFormat(JsonFormat.CONTENT_TYPE)
              .deserialize(line.getBytes(StandardCharsets.UTF_8));
      assertThat(event.getId()).isEqualTo("t-" + n++);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsWaitedFor() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("out"), "a file, no folder");
    node.sink(
        "file",
        QUICK + "&concurrent=1&attempts=2",
        "trunk-events-file-sink",
        "folder: " + inTheWay);
    node.tell("t", 1);
    node.tell("t", 2);
    soon(() -> assertThat(node.letters.sinks().at("/0/problem").asText()).isNotBlank());
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(20))
        .until(() -> node.letters.list(null, 10).isEmpty());
    Files.delete(inTheWay);
    soon(
        () ->
            assertThat(inTheWay.resolve("trunk-events.jsonl")).exists().content().hasLineCount(2));
  }

  @Test
  void theLogGetsALineForPeople() throws Exception {
    Lines lines = new Lines();
    lines.start();
    Logger logger = (Logger) LogManager.getLogger("trunkline.events.test");
    logger.addAppender(lines);
    logger.setLevel(org.apache.logging.log4j.Level.INFO);
    try {
      node.sink("log", QUICK, "trunk-events-log-sink", "logger: trunkline.events.test");
      node.tellState("e-1", "carrier-a", "down", "not connected");
      soon(() -> assertThat(lines.seen).containsExactly("carrier-a is down: not connected"));
    } finally {
      logger.removeAppender(lines);
    }
  }

  private static final class Lines extends AbstractAppender {
    final List<String> seen = new CopyOnWriteArrayList<>();

    Lines() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      Throwable thrown = event.getThrown();
      seen.add(event.getMessage().getFormattedMessage() + (thrown == null ? "" : thrown));
    }
  }

  @Test
  void slackGetsTextWithItsMarkupEscapedAndIsObeyedWhenItAsksToWait() throws Exception {
    List<JsonNode> posts = new CopyOnWriteArrayList<>();
    List<String> types = new CopyOnWriteArrayList<>();
    Lines log = new Lines();
    log.start();
    Logger root = (Logger) LogManager.getRootLogger();
    root.addAppender(log);
    // https://api.slack.com/messaging/webhooks: text in JSON; 429 with Retry-After when too many.
    try (Receiver slack =
        new Receiver(
            (headers, body) -> {
              types.add(headers.firstValue("Content-Type").orElse(""));
              if (types.size() == 1) {
                return 429;
              }
              posts.add(read(body));
              return 200;
            },
            Map.of("Retry-After", "1"))) {
      node.sink(
          "slack",
          QUICK + "&attempts=1",
          "trunk-events-slack-sink",
          "webhookUrl: " + slack.url() + "services/T0/B0/secret");
      node.tellState("e-1", "<!channel> & \"A\"", "down", "not connected");
      soon(() -> assertThat(posts).hasSize(1));
    } finally {
      root.removeAppender(log);
    }
    // Whoever knows the address can post.
    assertThat(log.seen).isNotEmpty().noneMatch(line -> line.contains("services/T0"));
    assertThat(posts.get(0).properties()).hasSize(1);
    assertThat(posts.get(0).path("text").asText())
        .isEqualTo("&lt;!channel&gt; &amp; \"A\" is down: not connected");
    assertThat(types).allMatch(type -> type.startsWith("application/json"));
    assertThat(node.letters.list(null, 10)).isEmpty();
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void mailArrivesAndAServerThatWasAwayGetsWhatItMissed() throws Exception {
    int port = freePort();
    ServerSetup smtp = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    GreenMail server = new GreenMail(smtp);
    server.setUser("noc@example.com", "trunkline", "pass word");
    node.sink(
        "mail",
        QUICK + "&attempts=2",
        "trunk-events-mail-sink",
        """
        server: smtp://127.0.0.1:%d
        username: trunkline
        password: pass word
        sender: trunkline@example.com
        recipients: noc@example.com,second@example.com
        """
            .formatted(port));
    try {
      // Nobody listens yet.
      node.tellState("e-1", "Träger", "down", "not connected");
      node.tellState("e-2", "Träger", "up", "connected");
      soon(() -> assertThat(node.letters.sinks().at("/0/problem").asText()).isNotBlank());
      server.start();
      soon(() -> assertThat(server.getReceivedMessages()).hasSize(4));
      MimeMessage first = server.getReceivedMessages()[0];
      assertThat(first.getSubject()).isEqualTo("Träger is down: not connected");
      assertThat(first.getFrom()[0].toString()).isEqualTo("trunkline@example.com");
      assertThat(first.getContentType()).contains("text/plain").containsIgnoringCase("utf-8");
      assertThat(first.getContent().toString()).contains("name: Träger", "id: e-1");
      assertThat(GreenMailUtil.getWholeMessage(first)).doesNotContain("Camel", "pass word");
      assertThat(node.letters.list(null, 10)).isEmpty();
    } finally {
      server.stop();
    }
  }

  private static int freePort() throws java.io.IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
