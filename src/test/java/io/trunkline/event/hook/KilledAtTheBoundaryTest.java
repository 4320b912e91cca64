package io.trunkline.event.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.provisioning.ChildJvm;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service dies exactly between what remembers an event and what the event does, and between the
 * commit and the answer: sent again, the event has counted once, with all of its effects.
 */
@Tag("slow")
class KilledAtTheBoundaryTest {
  private static final String EVENT =
      """
      {"id":"once","event":"telephony:siptrunk:status","timestamp":"2026-03-01T00:00:00Z","data":{"edgeId":"e","sipTrunkId":"t1","status":"unregistered"}}""";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ChildJvm jvm;
  private Process service;
  private int port;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    jvm = new ChildJvm(folder);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (service != null) {
      service.destroyForcibly().waitFor();
    }
  }

  private Store store() {
    return Store.open(StoreSettings.embedded(folder.resolve("data")));
  }

  private void inStore(String sql) {
    try (Store store = store()) {
      int unused = store.commits().commit(jdbc -> jdbc.sql(sql).update());
    }
  }

  private void serve() throws IOException {
    service =
        jvm.start(
            folder.resolve("log"),
            KilledIntake.class,
            Path.of("").toAbsolutePath().toString(),
            folder.resolve("data").toString(),
            String.valueOf(port));
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(service.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
              try {
                return get("/health/live").statusCode() == 200;
              } catch (IOException e) {
                return false;
              }
            });
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private CompletableFuture<String> send() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/ops"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + KilledHooksTest.TOKEN)
            .POST(BodyPublishers.ofString(EVENT))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> answer.body());
  }

  private void assertCountedOnce() throws InterruptedException {
    service.destroyForcibly().waitFor();
    try (Store store = store()) {
      assertThat(rows(store, "select dedupe_key from trunk_event")).containsExactly("id:once");
      assertThat(rows(store, "select state from trunk_state where trunk = 't1'"))
          .containsExactly("down");
      assertThat(rows(store, "select type from outbox where subject = 't1' order by seq"))
          .containsExactly("io.trunkline.trunk.event", "io.trunkline.trunk.state");
    }
  }

  private static List<String> rows(Store store, String sql) {
    return store.read(jdbc -> jdbc.sql(sql).query(String.class).list());
  }

  private void killedAt(String when) throws Exception {
    store().close();
    inStore(
        "create trigger killer " + when + " for each row call '" + KilledAt.class.getName() + "'");
    serve();
    CompletableFuture<String> answer = send();
    assertThat(service.waitFor(60, TimeUnit.SECONDS)).as("the trigger ends the service").isTrue();
    assertThat(answer.handle((body, failure) -> body).get(60, TimeUnit.SECONDS)).isNull();
    inStore("drop trigger killer");
    try (Store store = store()) {
      assertThat(rows(store, "select dedupe_key from trunk_event")).isEmpty();
      assertThat(rows(store, "select type from outbox where subject = 't1'")).isEmpty();
    }
    serve();
    assertThat(send().get(60, TimeUnit.SECONDS)).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
    assertThat(send().get(60, TimeUnit.SECONDS)).isEqualTo("{\"accepted\":0,\"duplicates\":1}");
    assertCountedOnce();
  }

  @Test
  void betweenTheKeyAndTheState() throws Exception {
    killedAt("after insert on trunk_event");
  }

  @Test
  void betweenTheStateAndWhatIsTold() throws Exception {
    killedAt("before insert on outbox");
  }

  @Test
  void betweenTheCommitAndTheAnswer() throws Exception {
    serve();
    CompletableFuture<String> answer = send();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> get("/api/events?limit=10").body().contains("id:once"));
    service.destroyForcibly().waitFor();
    String unused = answer.handle((body, failure) -> body).get(60, TimeUnit.SECONDS);
    serve();
    assertThat(send().get(60, TimeUnit.SECONDS)).isEqualTo("{\"accepted\":0,\"duplicates\":1}");
    assertCountedOnce();
  }
}
