package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several nodes on one database one holds a lease, until it lets go or its time is over. */
@Tag("peer")
class NodeLeasesTest {
  private static final Duration LONG = Duration.ofMinutes(10);

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

  private static NodeLeases node(String name) {
    return new NodeLeases(store, name);
  }

  @Test
  void oneHoldsItAndMayGoOnAndTheOthersMayNot() {
    assertThat(node("a").hold("held", LONG)).isTrue();
    assertThat(node("b").hold("held", LONG)).isFalse();
    assertThat(node("a").hold("held", LONG)).isTrue();
    assertThat(node("b").hold("another", LONG)).isTrue();
  }

  @Test
  void whoLetsGoNeedNotBeWaitedFor() {
    assertThat(node("a").hold("let-go", LONG)).isTrue();
    // Letting go of what another holds is nothing.
    node("b").release("let-go");
    node("a").release("let-go");
    await().atMost(Duration.ofSeconds(20)).until(() -> node("b").hold("let-go", LONG));
    assertThat(node("a").hold("let-go", LONG)).isFalse();
  }

  @Test
  void afterItsTimeAnotherGetsItAndTheFirstOneNoLonger() {
    assertThat(node("a").hold("over", Duration.ofMillis(300))).isTrue();
    await().atMost(Duration.ofSeconds(20)).until(() -> node("b").hold("over", LONG));
    assertThat(node("a").hold("over", LONG)).isFalse();
  }

  @Test
  void ofManyWhoAskForTheFirstTimeAtOnceOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        String name = "race-" + round;
        CountDownLatch all = new CountDownLatch(8);
        List<Future<Boolean>> asked =
            IntStream.range(0, 8)
                .mapToObj(
                    each ->
                        threads.submit(
                            () -> {
                              all.countDown();
                              all.await();
                              return node("n" + each).hold(name, LONG);
                            }))
                .toList();
        int holders = 0;
        for (Future<Boolean> each : asked) {
          holders += each.get() ? 1 : 0;
        }
        assertThat(holders).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
