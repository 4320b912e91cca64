package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("peer")
class PostgresLaggingStatesTest extends LaggingStatesContract {
  @TempDir static Path folder;
  private static PostgresServer server;
  private static Store store;

  @BeforeAll
  static void open() {
    server = new PostgresServer(folder.resolve("pg"));
    store = Store.open(server.settings(folder, Duration.ofSeconds(10)));
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @Override
  Store store() {
    return store;
  }

  /** A commit that fails again and again leaves nothing in memory that it would have made. */
  @Test
  void whatFailedAtItsCommitIsSeenAnew() {
    EventWrite node = node();
    busy(node);
    List<String> refuse =
        List.of(
            "create sequence refused",
            "create function refuse() returns trigger language plpgsql as 'begin if"
                + " nextval(''refused'') < 4 then raise exception ''not now'' using errcode = ''08006''; end if; return new; end'",
            "create constraint trigger refuse after insert on trunk_event deferrable initially"
                + " deferred for each row execute function refuse()");
    refuse.forEach(this::run);
    try {
      written(node, List.of(Seen.of(seen("t1", "carrier", false))));
    } finally {
      run("drop trigger refuse on trunk_event");
    }
    assertThat(newestEffect()).isEqualTo("applied");
  }

  private void run(String sql) {
    int unused = store.commits().commit(jdbc -> jdbc.sql(sql).update());
  }

  private String newestEffect() {
    return store.read(
        jdbc ->
            jdbc.sql("select effect from trunk_event where org = ? order by id desc limit 1")
                .param(org)
                .query(String.class)
                .single());
  }

  /** Two processes would be two stores as well: each has its own writer. */
  @Test
  void twoNodesAtOnceEndAtTheTruth() {
    Clock clock = Clock.systemUTC();
    try (Store other = Store.open(server.settings(folder, Duration.ofSeconds(10)))) {
      TrunkIntake here = new TrunkIntake(store, new Outbox(store, clock), RULE, 10_000, clock);
      TrunkIntake there = new TrunkIntake(other, new Outbox(other, clock), RULE, 10_000, clock);
      Instant end = Instant.now().plusSeconds(4);
      int rounds = 0;
      while (Instant.now().isBefore(end)) {
        CompletionStage<List<Receipt>> one = here.accept(observations(60));
        // Alone for a while, then both, so that one takes over what the other left behind.
        if (rounds++ / 100 % 2 == 1) {
          there.accept(observations(60)).toCompletableFuture().join();
        }
        one.toCompletableFuture().join();
      }
    }
    settled(node());
    assertThat(table()).isEqualTo(truth()).hasSize(20);
  }
}
