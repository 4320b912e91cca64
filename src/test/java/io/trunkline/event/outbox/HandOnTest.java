package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trunkline.event.Notification;
import io.trunkline.event.Outbox;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route in YAML and a kamelet as teams copy them, and a receiver that checks what it gets. */
class HandOnTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Store store;
  private Outbox outbox;
  private DefaultCamelContext context;
  private HttpServer receiver;
  private volatile ToIntFunction<JsonNode> answer = event -> 204;
  private final List<JsonNode> ledger = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    store = Store.open(StoreSettings.embedded(folder));
    outbox = new Outbox(store, Clock.systemUTC());
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newFixedThreadPool(8));
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  @AfterEach
  void stop() {
    if (context != null) {
      context.stop();
    }
    receiver.stop(0);
    store.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 400;
    try {
      HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true);
      new Webhook(SECRET).verify(body, headers);
      JsonNode event = JSON.readTree(body);
      status = answer.applyAsInt(event);
      if (status < 300) {
        ledger.add(event);
      }
    } catch (com.standardwebhooks.exceptions.WebhookVerificationException
        | com.standardwebhooks.exceptions.EmptyWebhookSecretException e) {
      ledger.add(JSON.createObjectNode().put("forged", String.valueOf(e.getMessage())));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void sink(String options) throws Exception {
    String yaml =
        """
        - route:
            id: sink-test
            from:
              uri: trunk-events:test?from=oldest&retryDelay=50&longestRetryDelay=200&%s
              steps:
                - kamelet:
                    name: trunk-events-http-sink
                    parameters:
                      url: http://127.0.0.1:%d/
                      secret: %s
        """
            .formatted(options, receiver.getAddress().getPort(), SECRET);
    context = new DefaultCamelContext();
    context.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
    KameletComponent kamelets = new KameletComponent();
    kamelets.setLocation("file:" + Path.of("kamelets").toAbsolutePath());
    context.addComponent("kamelet", kamelets);
    context.getRegistry().bind("webhookSigner", new WebhookSigner(Clock.systemUTC()));
    TrunkEventsComponent component = new TrunkEventsComponent();
    component.deliver(store, outbox, Clock.systemUTC());
    context.addComponent("trunk-events", component);
    Resource route = ResourceHelper.fromString("sink.yaml", yaml);
    PluginHelper.getRoutesLoader(context).loadRoutes(route);
    context.start();
  }

  private void tell(String trunk, int number) {
    Notification told =
        new Notification(
            trunk + "-" + number,
            "io.trunkline.trunk.event",
            "/orgs/acme",
            trunk,
            Instant.parse("2026-03-01T00:00:00Z"),
            JsonNodeFactory.instance.objectNode().put("n", number));
    store
        .commits()
        .commit(
            write -> {
              outbox.add(write, List.of(told));
              return true;
            });
  }

  private List<Integer> numbers(String trunk) {
    return ledger.stream()
        .filter(event -> event.path("subject").asText().equals(trunk))
        .map(event -> event.at("/data/n").asInt())
        .toList();
  }

  private static void soon(org.awaitility.core.ThrowingRunnable holds) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(holds);
  }

  @Test
  void everyEventArrivesSignedAndInTheOrderOfItsTrunk() throws Exception {
    sink("concurrent=4");
    for (int i = 0; i < 100; i++) {
      tell("t" + i % 5, i);
    }
    soon(() -> assertThat(ledger).hasSize(100));
    assertThat(ledger).noneMatch(event -> event.has("forged"));
    assertThat(ledger.get(0).path("specversion").asText()).isEqualTo("1.0");
    for (int trunk = 0; trunk < 5; trunk++) {
      int first = trunk;
      assertThat(numbers("t" + trunk))
          .isEqualTo(IntStream.range(0, 100).filter(i -> i % 5 == first).boxed().toList());
    }
  }

  @Test
  void aSinkThatWasAwayGetsItsBacklogInOrderAndNoDeadLetters() throws Exception {
    answer = event -> 503;
    sink("attempts=2");
    for (int i = 0; i < 300; i++) {
      tell("t" + i % 3, i);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !new DeadLetters(store, outbox, Clock.systemUTC()).sinks().isEmpty());
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> ledger.isEmpty());
    answer = event -> 204;
    soon(() -> assertThat(ledger).hasSize(300));
    for (int trunk = 0; trunk < 3; trunk++) {
      assertThat(numbers("t" + trunk)).isSorted();
    }
    assertThat(new DeadLetters(store, outbox, Clock.systemUTC()).list(null, 10)).isEmpty();
  }

  @Test
  void whatASinkRefusesIsPutAsideAndCanBeReplayed() throws Exception {
    answer = event -> event.at("/data/n").asInt() == 1 ? 422 : 204;
    sink("attempts=3");
    Stream.of(0, 1, 2).forEach(n -> tell("bad", n));
    Stream.of(0, 1, 2).forEach(n -> tell("good", n + 10));
    DeadLetters letters = new DeadLetters(store, outbox, Clock.systemUTC());
    soon(() -> assertThat(ledger).hasSize(5));
    assertThat(numbers("bad")).containsExactly(0, 2);
    JsonNode letter = letters.list("test", 10).get(0);
    assertThat(letter.path("problem").asText()).isEqualTo("answered 422");
    assertThat(letter.path("attempts").asInt()).isEqualTo(3);

    answer = event -> 204;
    assertThat(letters.replay("test", null)).isEqualTo(1);
    soon(() -> assertThat(numbers("bad")).containsExactly(0, 2, 1));
    assertThat(letters.list("test", 10)).isEmpty();
    assertThat(ledger.get(5).path("id").asText()).isEqualTo("bad-1");
  }

  @Test
  void aSinkGoesOnWhereItStoodAfterARestart() throws Exception {
    sink("concurrent=2");
    tell("t", 1);
    soon(() -> assertThat(numbers("t")).containsExactly(1));
    context.stop();
    tell("t", 2);
    sink("concurrent=2");
    soon(() -> assertThat(numbers("t")).containsExactly(1, 2));
  }
}
