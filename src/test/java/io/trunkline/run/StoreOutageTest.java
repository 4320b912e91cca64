package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that goes away stops runs where they are; when it is back they go on by themselves.
 */
@Tag("peer")
class StoreOutageTest {
  private final PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicBoolean atGate = new AtomicBoolean();
  private PostgresServer server;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path temporary) {
    folder = temporary;
    server = new PostgresServer(temporary.resolve("pg"));
  }

  @AfterEach
  void stop() {
    gate.countDown();
    server.close();
  }

  private Store open(Duration patience) {
    return Store.open(server.settings(folder, patience));
  }

  private void holdAtGate() {
    atGate.set(true);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aShortOutageIsWaitedOut() {
    routes.after.put("berlin/location", this::holdAtGate);
    try (Store database = open(Duration.ofSeconds(30));
        RunHarness node =
            new RunHarness(new JdbcRunStore(database, Clock.systemUTC()), "a", routes)) {
      Run run = node.engine.start(RunHarness.request(null, false, "berlin"));
      await().untilTrue(atGate);
      server.close();
      gate.countDown();
      server.startAgain();

      assertThat(node.awaitEnd(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(routes.seen).containsExactly("berlin/location", "berlin/site", "berlin/trunk");
    }
  }

  @Test
  void afterALongOutageTheRunIsTakenUpAgain() {
    routes.after.put("berlin/location", this::holdAtGate);
    try (Store database = open(Duration.ofMillis(300));
        RunHarness node =
            new RunHarness(new JdbcRunStore(database, Clock.systemUTC()), "a", routes)) {
      Run run = node.engine.start(RunHarness.request(null, false, "berlin"));
      await().untilTrue(atGate);
      server.close();
      routes.heal();
      gate.countDown();
      await().atMost(RunHarness.PATIENCE).until(() -> node.engine.active().all().isEmpty());
      assertThat(routes.seen).containsExactly("berlin/location");
      server.startAgain();

      CompletableFuture<Run> end = new CompletableFuture<>();
      await()
          .atMost(RunHarness.PATIENCE)
          .ignoreExceptions()
          .until(() -> end.complete(node.awaitEnd(run.id())));
      assertThat(end.join().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(routes.doubts).containsExactly("berlin/location");
      assertThat(routes.org).containsExactly("berlin/location", "berlin/site", "berlin/trunk");
    }
  }

  @Test
  void withoutAStoreNothingIsAccepted() {
    try (Store database = open(Duration.ofMillis(300));
        RunHarness node =
            new RunHarness(new JdbcRunStore(database, Clock.systemUTC()), "a", routes)) {
      server.close();

      assertThatThrownBy(() -> node.engine.start(RunHarness.request(null, false, "berlin")))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("nothing was acknowledged");
      assertThatThrownBy(() -> node.store.find("any")).isInstanceOf(StoreUnavailable.class);
      assertThat(routes.seen).isEmpty();
      server.startAgain();
    }
  }

  @Test
  void aStoreThatBecameReadOnlyAcknowledgesNothing() throws Exception {
    try (Store database = open(Duration.ofMillis(300));
        RunHarness node =
            new RunHarness(new JdbcRunStore(database, Clock.systemUTC()), "a", routes)) {
      becomes(database, "on");

      assertThatThrownBy(() -> node.engine.start(RunHarness.request(null, false, "berlin")))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("read-only")
          .hasMessageContaining("nothing was acknowledged");
      assertThat(routes.seen).isEmpty();
      assertThat(node.store.list(new RunStore.RunQuery(null, null, 1))).isEmpty();

      becomes(database, "off");
      Run run = node.engine.start(RunHarness.request(null, false, "berlin"));
      assertThat(node.awaitEnd(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  private static void becomes(Store database, String readOnly) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session characteristics as transaction read write");
      statement.execute("alter system set default_transaction_read_only = " + readOnly);
      statement.execute("select pg_reload_conf()");
      statement.execute("reset default_transaction_read_only");
    }
    await()
        .until(
            () ->
                database.read(
                    jdbc ->
                        jdbc.sql("show default_transaction_read_only")
                            .query(String.class)
                            .single()
                            .equals(readOnly)));
  }

  @Test
  void aStoreThatIsStillStartingIsWaitedFor() {
    server.close();
    CompletableFuture<Store> opening =
        CompletableFuture.supplyAsync(() -> open(Duration.ofSeconds(60)));
    server.startAgain();

    try (Store database = opening.join()) {
      assertThat(new JdbcRunStore(database, Clock.systemUTC()).orphans("a")).isEmpty();
    }
  }
}
