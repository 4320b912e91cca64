package io.trunkline.event.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trunkline.provisioning.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed at random moments while senders send until they are told that it is kept,
 * and sometimes once more: the ledger behind the sink holds every event, none twice, each trunk's
 * in their order. {@code -Dtrunkline.kill.events=1000000 -Dtrunkline.kill.kills=20
 * -Dtrunkline.kill.trunks=64} makes it the long one.
 */
@Tag("slow")
class KilledHooksTest {
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final int TRUNKS = Integer.getInteger("trunkline.kill.trunks", 16);
  private static final int EVENTS = Integer.getInteger("trunkline.kill.events", 2_000);
  private static final int KILLS = Integer.getInteger("trunkline.kill.kills", 3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final Map<String, String> idOfEvent = new ConcurrentHashMap<>();
  private final Set<String> doubled = ConcurrentHashMap.newKeySet();
  private final Map<String, List<Integer>> order = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int port;

  @Test
  void nothingIsLostNothingIsDoubledAndEachTrunkKeepsItsOrder() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    HttpServer ledger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ledger.setExecutor(Executors.newFixedThreadPool(8));
    ledger.createContext("/", this::enter);
    ledger.start();
    Path home = home(ledger.getAddress().getPort());
    ChildJvm jvm = new ChildJvm(folder);
    ScheduledExecutorService senders = Executors.newScheduledThreadPool(TRUNKS);
    Process service = served(jvm, home);
    try {
      for (int trunk = 0; trunk < TRUNKS; trunk++) {
        int mine = trunk;
        senders.execute(() -> send(mine, 0, new Random(mine), senders));
      }
      Random random = new Random(42);
      for (int kill = 0; kill < KILLS; kill++) {
        int until = (EVENTS / (KILLS + 1)) * kill + 1 + random.nextInt(EVENTS / (KILLS + 1));
        await().atMost(Duration.ofHours(2)).until(() -> acknowledged.get() >= until);
        service.destroyForcibly().waitFor();
        System.out.println(Instant.now() + " killed after " + acknowledged + " events");
        service = served(jvm, home);
      }
      await()
          .atMost(Duration.ofHours(2))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> acknowledged.get() >= EVENTS && idOfEvent.size() >= EVENTS);
      assertThat(idOfEvent).hasSize(EVENTS);
      assertThat(doubled).as("events that count twice").isEmpty();
      for (int trunk = 0; trunk < TRUNKS; trunk++) {
        assertThat(order.get("t" + trunk))
            .isEqualTo(IntStream.range(0, perTrunk(trunk)).boxed().toList());
      }
    } finally {
      senders.shutdownNow();
      service.destroyForcibly().waitFor();
      ledger.stop(0);
    }
  }

  private static int perTrunk(int trunk) {
    return EVENTS / TRUNKS + (trunk < EVENTS % TRUNKS ? 1 : 0);
  }

  /** The installation, with a sink of ours beside its routes. */
  private Path home(int ledgerPort) throws IOException {
    Path home = folder.resolve("home");
    for (String part : new String[] {"routes", "kamelets"}) {
      Files.createDirectories(home.resolve(part));
      try (Stream<Path> files = Files.list(Path.of(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, home.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
    Files.writeString(
        home.resolve("routes/ledger.camel.yaml"),
        """
        - route:
            id: sink-ledger
            from:
              uri: trunk-events:ledger?from=oldest&types=io.trunkline.trunk.event&retryDelay=100
              steps:
                - kamelet:
                    name: trunk-events-http-sink
                    parameters:
                      url: http://127.0.0.1:%d/
                      secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
        """
            .formatted(ledgerPort));
    return home;
  }

  private Process served(ChildJvm jvm, Path home) throws Exception {
    Process service =
        jvm.start(
            folder.resolve("log"),
            KilledIntake.class,
            home.toString(),
            folder.resolve("data").toString(),
            String.valueOf(port));
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> ready(service));
    return service;
  }

  private boolean ready(Process service) throws InterruptedException, IOException {
    if (!service.isAlive()) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }
    try {
      URI health = URI.create("http://127.0.0.1:" + port + "/health/live");
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends one event of a trunk until it is acknowledged, then the next. */
  private void send(int trunk, int number, Random random, ScheduledExecutorService senders) {
    if (number >= perTrunk(trunk) || senders.isShutdown()) {
      return;
    }
    try {
      if (post(trunk, number)) {
        if (random.nextInt(10) == 0) {
          post(trunk, number);
        }
        acknowledged.incrementAndGet();
        senders.execute(() -> send(trunk, number + 1, random, senders));
        return;
      }
    } catch (InterruptedException e) {
      return;
    }
    var unused =
        senders.schedule(() -> send(trunk, number, random, senders), 50, TimeUnit.MILLISECONDS);
  }

  private boolean post(int trunk, int number) throws InterruptedException {
    String body =
        """
        {"id":"t%d-%d","event":"telephony:siptrunk:status","timestamp":"%s","data":{"edgeId":"e","sipTrunkId":"t%d","status":"%s"}}"""
            .formatted(
                trunk,
                number,
                Instant.parse("2026-03-01T00:00:00Z").plusSeconds(number),
                trunk,
                number % 2 == 0 ? "registered" : "unregistered");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/ops"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  private void enter(HttpExchange exchange) throws IOException {
    JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String known = event.at("/data/eventId").asText();
    String id = event.path("id").asText();
    String before = idOfEvent.putIfAbsent(known, id);
    if (before == null) {
      order
          .computeIfAbsent(
              event.path("subject").asText(),
              none -> Collections.synchronizedList(new ArrayList<>()))
          .add(Integer.parseInt(known.substring(known.indexOf('-') + 1)));
    } else if (!before.equals(id)) {
      doubled.add(known);
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
