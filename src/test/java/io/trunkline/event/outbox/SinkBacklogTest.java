package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.MovingClock;
import io.trunkline.event.Notification;
import io.trunkline.event.Outbox;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink is away for an hour of the clock while a hundred thousand events come, and is back. */
@Tag("slow")
class SinkBacklogTest {
  private static final int EVENTS = 100_000;
  private static final int TRUNKS = 100;

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
  private final Map<String, List<Integer>> ledger = new ConcurrentHashMap<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private volatile boolean away = true;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    store.close();
  }

  private void deliver(Entry entry) throws Exception {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      attempts.incrementAndGet();
      if (away) {
        throw new ConnectException("Connection refused");
      }
      ledger
          .computeIfAbsent(entry.subject(), none -> new ArrayList<>())
          .add(Integer.valueOf(entry.id()));
      taken.incrementAndGet();
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void fill(Outbox outbox) {
    for (int from = 0; from < EVENTS; from += 1_000) {
      List<Notification> some =
          IntStream.range(from, from + 1_000)
              .mapToObj(
                  i ->
                      new Notification(
                          String.valueOf(i),
                          "io.trunkline.trunk.event",
                          "/orgs/acme",
                          "t" + i % TRUNKS,
                          clock.instant(),
                          JsonNodeFactory.instance.objectNode().put("n", i).toString()))
              .toList();
      store
          .commits()
          .commit(
              write -> {
                outbox.add(write, some);
                return true;
              });
    }
  }

  /** Only the loop runs: each attempt's wait has been counted from the clock as it stands. */
  private boolean settled() {
    return threads.getActiveCount() == 1;
  }

  @Test
  void nothingIsLostDoubledOrOutOfOrderAndNobodyHammersASinkThatIsAway() {
    Outbox outbox = new Outbox(store, clock);
    SinkLoop loop =
        new SinkLoop(
            new OutboxTables(store, clock),
            new SinkLoop.Options(
                "monitoring",
                true,
                1_000,
                8,
                new RetryRule(Duration.ofMillis(500), Duration.ofSeconds(30), 2),
                type -> true),
            "node-1",
            this::deliver,
            threads,
            clock);
    outbox.whenTold(loop::wake);
    fill(outbox);
    threads.execute(loop);
    for (int minute = 0; minute < 60; minute++) {
      int before = attempts.get();
      await().atMost(Duration.ofSeconds(20)).until(() -> attempts.get() > before && settled());
      clock.pass(Duration.ofMinutes(1));
    }
    // The first attempts went side by side; from then on one at a time finds out, once for each of
    // the clock's steps, and none of the events was given up.
    assertThat(attempts.get()).isBetween(60, 60 + 8);
    assertThat(mostUnderWay.get()).isLessThanOrEqualTo(8);
    DeadLetters letters = new DeadLetters(store, outbox, clock);
    assertThat(letters.list(null, 10)).isEmpty();
    assertThat(letters.sinks().at("/0/behind").asInt()).isEqualTo(EVENTS);
    assertThat(letters.sinks().at("/0/problem").asText()).contains("Connection refused");

    away = false;
    clock.pass(Duration.ofMinutes(1));
    await().atMost(Duration.ofMinutes(3)).until(() -> taken.get() >= EVENTS);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              // How far it is, is saved a few times in a second of the clock.
              clock.pass(Duration.ofSeconds(1));
              return letters.sinks().at("/0/behind").asInt() == 0;
            });
    loop.stop();
    assertThat(taken).hasValue(EVENTS);
    assertThat(ledger).hasSize(TRUNKS);
    for (int trunk = 0; trunk < TRUNKS; trunk++) {
      int first = trunk;
      assertThat(ledger.get("t" + trunk))
          .isEqualTo(
              IntStream.range(0, EVENTS / TRUNKS).mapToObj(i -> first + i * TRUNKS).toList());
    }
    assertThat(letters.list(null, 10)).isEmpty();
  }
}
