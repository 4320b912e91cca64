package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route in YAML and a kamelet as teams copy them, and a receiver that checks what it gets. */
class HandOnTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Store store;
  private HandingOn node;
  private Receiver receiver;
  private volatile ToIntFunction<JsonNode> answer = event -> 204;
  private final List<JsonNode> ledger = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    store = Store.open(StoreSettings.embedded(folder));
    receiver = new Receiver(this::receive);
  }

  @AfterEach
  void stop() {
    node.close();
    receiver.close();
    store.close();
  }

  private int receive(HttpHeaders headers, String body) {
    try {
      new Webhook(SECRET).verify(body, headers);
      JsonNode event = JSON.readTree(body);
      int status = answer.applyAsInt(event);
      if (status < 300) {
        ledger.add(event);
      }
      return status;
    } catch (WebhookVerificationException | EmptyWebhookSecretException | IOException e) {
      ledger.add(JSON.createObjectNode().put("forged", String.valueOf(e.getMessage())));
      return 400;
    }
  }

  private void sink(String options) throws Exception {
    node = new HandingOn(store, Clock.systemUTC());
    node.sink(
        "test",
        "retryDelay=50&longestRetryDelay=200&" + options,
        "trunk-events-http-sink",
        "url: " + receiver.url() + "\nsecret: " + SECRET);
  }

  private void tell(String trunk, int number) {
    node.tell(trunk, number);
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
    await().atMost(Duration.ofSeconds(60)).until(() -> !node.letters.sinks().isEmpty());
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> ledger.isEmpty());
    answer = event -> 204;
    soon(() -> assertThat(ledger).hasSize(300));
    for (int trunk = 0; trunk < 3; trunk++) {
      assertThat(numbers("t" + trunk)).isSorted();
    }
    assertThat(node.letters.list(null, 10)).isEmpty();
  }

  @Test
  void whatASinkRefusesIsPutAsideAndCanBeReplayed() throws Exception {
    answer = event -> event.at("/data/n").asInt() == 1 ? 422 : 204;
    sink("attempts=3");
    Stream.of(0, 1, 2).forEach(n -> tell("bad", n));
    Stream.of(0, 1, 2).forEach(n -> tell("good", n + 10));
    DeadLetters letters = node.letters;
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

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 407})
  void whatASinkSaysOfItsSenderOrItsPlaceCostsNoEvent(int status) throws Exception {
    Set<Integer> asked = ConcurrentHashMap.newKeySet();
    AtomicInteger refusals = new AtomicInteger();
    answer =
        event -> {
          asked.add(event.at("/data/n").asInt());
          refusals.incrementAndGet();
          return status;
        };
    sink("attempts=2");
    Stream.of(0, 1, 2).forEach(n -> tell("t", n));
    soon(() -> assertThat(refusals).hasValueGreaterThan(6));
    assertThat(asked).containsExactly(0);
    answer = event -> 204;
    soon(() -> assertThat(numbers("t")).containsExactly(0, 1, 2));
    assertThat(node.letters.list("test", 10)).isEmpty();
  }

  @Test
  void aSinkGoesOnWhereItStoodAfterARestart() throws Exception {
    sink("concurrent=2");
    tell("t", 1);
    soon(() -> assertThat(numbers("t")).containsExactly(1));
    node.close();
    tell("t", 2);
    sink("concurrent=2");
    soon(() -> assertThat(numbers("t")).containsExactly(1, 2));
  }
}
