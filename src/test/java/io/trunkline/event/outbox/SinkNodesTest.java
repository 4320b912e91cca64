package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.provisioning.ChildJvm;
import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share one PostgreSQL: one of them at a time hands on to a sink. */
@Tag("peer")
@Tag("slow")
class SinkNodesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int TRUNKS = 10;

  /** A delivery; {@code node} is who made it. */
  private record Delivered(String node, String trunk, int number) {}

  @TempDir Path folder;
  private PostgresServer postgres;
  private Store store;
  private HandingOn teller;
  private ChildJvm jvm;
  private final Map<String, Receiver> receivers = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private final List<Delivered> ledger = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    postgres = new PostgresServer(folder.resolve("pg"));
    store = Store.open(postgres.settings(folder, Duration.ofSeconds(10)));
    teller = new HandingOn(store, Clock.systemUTC());
    jvm = new ChildJvm(Files.createDirectories(folder.resolve("jvm")));
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    receivers.values().forEach(Receiver::close);
    teller.close();
    store.close();
    postgres.close();
  }

  private Process node(String name) throws IOException {
    Receiver receiver =
        new Receiver(
            (headers, body) -> {
              JsonNode event = read(body);
              int number = event.at("/data/n").asInt();
              ledger.add(new Delivered(name, event.path("subject").asText(), number));
              return 204;
            });
    receivers.put(name, receiver);
    Process process =
        jvm.start(
            folder.resolve(name + ".log"),
            SinkNode.class,
            postgres.url(),
            folder.resolve(name).toString(),
            receiver.url());
    processes.add(process);
    return process;
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void tell(int from, int to) {
    for (int i = from; i < to; i++) {
      teller.tell("t" + i % TRUNKS, i);
    }
  }

  private long by(String node) {
    return ledger.stream().filter(each -> each.node().equals(node)).count();
  }

  private void allArrivedInOrder(int events) {
    await()
        .atMost(LONG)
        .until(() -> ledger.stream().map(Delivered::number).distinct().count() >= events);
    for (int trunk = 0; trunk < TRUNKS; trunk++) {
      int first = trunk;
      assertThat(
              ledger.stream()
                  .filter(each -> each.trunk().equals("t" + first))
                  .map(Delivered::number)
                  .distinct())
          .isEqualTo(IntStream.range(0, events).filter(i -> i % TRUNKS == first).boxed().toList());
    }
  }

  private static void signal(Process process, String signal) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor())
        .isZero();
  }

  @Test
  void oneNodeDeliversAndAnotherGoesOnWhenItIsKilled() throws Exception {
    Process first = node("first");
    tell(0, 100);
    await().atMost(LONG).until(() -> by("first") == 100);
    node("second");
    tell(100, 1_000);
    allArrivedInOrder(1_000);
    assertThat(by("second")).isZero();
    assertThat(ledger).hasSize(1_000);

    tell(1_000, 3_000);
    await().atMost(LONG).until(() -> ledger.size() > 1_500);
    signal(first, "KILL");
    first.waitFor();
    long before = by("first");
    // The first may have been quick enough to leave nothing behind.
    tell(3_000, 3_200);
    allArrivedInOrder(3_200);
    assertThat(by("first")).isEqualTo(before);
    assertThat(by("second")).isPositive();
    // Told again is at most what the first had read ahead.
    assertThat(ledger.size()).isLessThanOrEqualTo(3_200 + 1_000);
    assertThat(teller.letters.list(null, 10)).isEmpty();
  }

  @Test
  void aNodeThatHungForLongDeliversNothingMoreWhenItGoesOn() throws Exception {
    Process first = node("first");
    tell(0, 100);
    await().atMost(LONG).until(() -> by("first") == 100);
    tell(100, 4_000);
    await().atMost(LONG).until(() -> ledger.size() > 300);
    signal(first, "STOP");
    node("second");
    await().atMost(LONG).until(() -> by("second") > 0);
    signal(first, "CONT");
    allArrivedInOrderFrom("second", 4_000);
    // What was under way when it stopped, and no more: four at once.
    int taken =
        ledger.indexOf(
            ledger.stream().filter(each -> each.node().equals("second")).findFirst().orElseThrow());
    assertThat(ledger.subList(taken, ledger.size()).stream().filter(e -> e.node().equals("first")))
        .hasSizeLessThanOrEqualTo(4);
  }

  private void allArrivedInOrderFrom(String node, int events) {
    await()
        .atMost(LONG)
        .until(() -> ledger.stream().map(Delivered::number).distinct().count() >= events);
    for (int trunk = 0; trunk < TRUNKS; trunk++) {
      String subject = "t" + trunk;
      assertThat(
              ledger.stream()
                  .filter(each -> each.node().equals(node) && each.trunk().equals(subject))
                  .map(Delivered::number))
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
