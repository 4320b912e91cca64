package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trunkline.store.CommitQueue;
import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Runs in PostgreSQL. */
@Tag("peer")
class PostgresRunStoreTest extends RunStoreContract {
  static PostgresServer server;
  static Store database;
  static RunStore store;

  @BeforeAll
  static void open(@TempDir Path folder) {
    server = new PostgresServer(folder.resolve("pg"));
    database = Store.open(server.settings(folder, Duration.ofSeconds(30)));
    store = new JdbcRunStore(database, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    database.close();
    server.close();
  }

  @Override
  RunStore store() {
    return store;
  }

  /** Neither node sees what the other has not committed: only the index tells them. */
  @Test
  void twoNodesThatLockAtTheSameInstantFollowEachOther() throws Exception {
    Claim first = create(List.of("site south"), "berlin");
    Claim sameConnection = create(List.of(), "berlin");
    Claim sameObject = create(List.of("site south"), "paris");
    store.state(first, RunState.RUNNING, null);
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      ConnectionLocks.take(
          JdbcClient.create(new SingleConnectionDataSource(other, true)), first.runId());
      CompletableFuture<Optional<String>> connection = locking(sameConnection);
      awaitWaitingInPostgres(1);
      other.commit();
      assertThat(connection.get()).contains(first.runId());
    }
    store.state(first, RunState.FAILED, null);
    Claim again = store.claim(first.runId(), "node-a", Duration.ofMinutes(1)).orElseThrow();
    store.state(again, RunState.RUNNING, null);
    store.state(sameConnection, RunState.FAILED, null);
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      ConnectionLocks.take(
          JdbcClient.create(new SingleConnectionDataSource(other, true)), first.runId());
      CompletableFuture<Optional<String>> object = locking(sameObject);
      awaitWaitingInPostgres(1);
      other.commit();
      assertThat(object.get()).contains(first.runId());
    }
  }

  /** A claim that was good in one transaction may be outdated in the next, by another process. */
  @Test
  void aClaimIsLookedAtAnewInEachTransaction() {
    Claim claim = create(List.of(), "berlin");
    CommitQueue.await(store.intent(claim, new StepKey("berlin", "site"), 1, 1, false));
    JdbcClient.create(database.dataSource())
        .sql("update run set node = 'node-b', token = token + 1 where id = ?")
        .param(claim.runId())
        .update();

    assertThatThrownBy(
            () ->
                CommitQueue.await(store.intent(claim, new StepKey("berlin", "trunk"), 2, 1, false)))
        .isInstanceOf(RunLost.class);
  }

  private static CompletableFuture<Optional<String>> locking(Claim claim) {
    return CompletableFuture.supplyAsync(
        () -> store.lockConnections(claim), command -> new Thread(command).start());
  }

  private static void awaitWaitingInPostgres(int transactions) {
    await()
        .until(
            () ->
                database.read(
                    jdbc ->
                        jdbc.sql("select count(*) from pg_locks where not granted")
                            .query(Integer.class)
                            .single()),
            waiting -> waiting == transactions);
  }
}
