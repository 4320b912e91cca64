package io.trunkline.api;

import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.store.PostgresServer;
import io.trunkline.store.SmallDisk;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks while the store is away or slow: nothing is acknowledged that is not kept. */
@Tag("slow")
class HookStoreTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path folder;

  private static ApiService service(Path data, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("trunkline.hooks.ops.scheme", "bearer");
    settings.put("trunkline.hooks.ops.secret", TOKEN);
    settings.put("trunkline.hooks.answer-within", "1s");
    settings.put("trunkline.store.patience", "2s");
    return new ApiService(data, settings);
  }

  private Map<String, String> on(PostgresServer server) {
    return Map.of(
        "trunkline.store.url", server.url(),
        "trunkline.store.user", "postgres",
        "trunkline.events.waiting", "20");
  }

  private static HttpResponse<String> post(ApiService api, String id, int padding) {
    String body =
        """
        {"id":"%s","event":"telephony:siptrunk:status","data":{"sipTrunkId":"t1","status":"up"},"pad":"%s"}"""
            .formatted(id, "x".repeat(padding));
    return api.post(
        "/hooks/ops", body, "Content-Type", "application/json", "Authorization", "Bearer " + TOKEN);
  }

  private static void assertNotKept(HttpResponse<String> answer) {
    ApiService.assertProblem(answer, 503, "store-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
  }

  private static void awaitKept(ApiService api, String id) {
    await().atMost(Duration.ofSeconds(60)).until(() -> post(api, id, 0).statusCode() == 200);
  }

  /** How often each id of the sender's is among the events. */
  private static List<String> kept(ApiService api) {
    List<String> ids = new ArrayList<>();
    String before = "";
    while (true) {
      JsonNode events = json(api.get("/api/events?limit=200" + before)).path("events");
      if (events.isEmpty()) {
        return ids;
      }
      events.forEach(event -> ids.add(event.path("key").asText().replaceFirst("^id:", "")));
      before = "&before=" + events.get(events.size() - 1).path("id").asText();
    }
  }

  @Test
  @Tag("peer")
  @SuppressWarnings("try") // The server is closed in the middle: that is the case.
  void aStoreThatGoesAwayIsWaitedForAndNothingIsAcknowledgedMeanwhile() {
    try (PostgresServer server = new PostgresServer(folder.resolve("pg"));
        ApiService api = service(folder.resolve("data"), on(server))) {
      assertThat(post(api, "before", 0).statusCode()).isEqualTo(200);
      server.close();
      for (int i = 0; i < 5; i++) {
        assertNotKept(post(api, "during-" + i, 0));
      }
      assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
      server.startAgain();
      for (int i = 0; i < 5; i++) {
        awaitKept(api, "during-" + i);
      }
      awaitKept(api, "before");
      assertThat(kept(api))
          .containsExactlyInAnyOrder(
              "before", "during-0", "during-1", "during-2", "during-3", "during-4");
    }
  }

  @Test
  @Tag("peer")
  void aServiceWithoutItsStoreDoesNotStartAndSaysWhy() {
    PostgresServer server = new PostgresServer(folder.resolve("pg"));
    server.close();
    assertThatThrownBy(() -> service(folder.resolve("data"), on(server)))
        .hasStackTraceContaining("does not answer")
        .hasStackTraceContaining("check that it runs");
    server.startAgain();
    try (ApiService api = service(folder.resolve("data"), on(server))) {
      assertThat(post(api, "after", 0).statusCode()).isEqualTo(200);
    } finally {
      server.close();
    }
  }

  @Test
  @Tag("peer")
  void aStoreThatIsSlowIsNotWaitedForAndWhatWaitsIsBounded() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(60);
    try (PostgresServer server = new PostgresServer(folder.resolve("pg"));
        ApiService api = service(folder.resolve("data"), on(server));
        Connection other = DriverManager.getConnection(server.url(), "postgres", "")) {
      assertThat(post(api, "before", 0).statusCode()).isEqualTo(200);
      other.setAutoCommit(false);
      try (Statement lock = other.createStatement()) {
        lock.execute("lock table trunk_event in access exclusive mode");
      }
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String id = "slow-" + i;
        answers.add(CompletableFuture.supplyAsync(() -> post(api, id, 0).statusCode(), senders));
      }
      Set<Integer> seen = new HashSet<>();
      answers.forEach(answer -> seen.add(answer.join()));
      assertThat(seen).containsExactlyInAnyOrder(429, 503);
      assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
      other.rollback();
      for (int i = 0; i < 60; i++) {
        awaitKept(api, "slow-" + i);
      }
      assertThat(kept(api)).hasSize(61).doesNotHaveDuplicates();
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  @Tag("peer")
  void onAFullDiskNothingIsAcknowledgedAndWithRoomAgainItGoesOn() {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 96);
        ApiService api = service(disk.folder(), Map.of())) {
      List<String> acknowledged = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        assertThat(post(api, "before-" + i, 100_000).statusCode()).isEqualTo(200);
        acknowledged.add("before-" + i);
      }
      disk.fill();
      for (int i = 0; i < 5; i++) {
        assertNotKept(post(api, "during-" + i, 200_000));
        refused.add("during-" + i);
      }
      assertThat(kept(api)).as("what was kept is told all the while").hasSize(3);
      assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
      disk.free();
      for (String id : refused) {
        awaitKept(api, id);
      }
      acknowledged.addAll(refused);
      assertThat(kept(api)).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
  }

  @Test
  @Tag("peer")
  void aFolderThatIsReadOnlyEndsTheStartAndIsNamed() {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 96)) {
      disk.readOnly(true);
      assertThatThrownBy(() -> service(disk.folder(), Map.of()))
          .hasStackTraceContaining("the embedded store in " + disk.folder().toAbsolutePath())
          .hasStackTraceContaining("check that this user may read and write it");
      disk.readOnly(false);
      try (ApiService api = service(disk.folder(), Map.of())) {
        assertThat(post(api, "after", 0).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  @Tag("peer")
  void aServerThatIsReadOnlyForAWhileIsWaitedFor() throws Exception {
    try (PostgresServer server = new PostgresServer(folder.resolve("pg"));
        ApiService api = service(folder.resolve("data"), on(server));
        Connection other = DriverManager.getConnection(server.url(), "postgres", "")) {
      assertThat(post(api, "before", 0).statusCode()).isEqualTo(200);
      readOnly(other, true);
      for (int i = 0; i < 3; i++) {
        assertNotKept(post(api, "during-" + i, 0));
      }
      readOnly(other, false);
      for (int i = 0; i < 3; i++) {
        awaitKept(api, "during-" + i);
      }
      assertThat(kept(api)).containsExactlyInAnyOrder("before", "during-0", "during-1", "during-2");
    }
  }

  private static void readOnly(Connection server, boolean on) throws SQLException {
    try (Statement statement = server.createStatement()) {
      statement.execute("set default_transaction_read_only = off");
      statement.execute("alter system set default_transaction_read_only = " + on);
      statement.execute("select pg_reload_conf()");
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              try (Statement statement = server.createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "select setting from pg_file_settings where name ="
                              + " 'default_transaction_read_only' and applied")) {
                return row.next() && row.getString(1).equals(String.valueOf(on));
              }
            });
  }
}
