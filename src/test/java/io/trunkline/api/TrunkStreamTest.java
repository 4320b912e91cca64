package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trunkline.event.Intake;
import io.trunkline.event.Observation;
import io.trunkline.event.PartialState;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import io.trunkline.event.TrunkRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who listens to {@code GET /api/trunks/events} hears every change once and in order. */
@Tag("slow")
class TrunkStreamTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path data;
  private static ApiService api;
  private static int told;

  @BeforeAll
  static void start() {
    api = new ApiService(data, Map.of("trunkline.trunks.flap.changes", "0"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** Changes the states of so many trunks that nobody heard of before; returns their names. */
  private static List<String> change(int trunks, String name) {
    List<String> ids = IntStream.range(0, trunks).mapToObj(i -> "t" + told++).toList();
    Instant now = Instant.now();
    List<Observation> seen =
        ids.stream()
            .map(
                id ->
                    new Observation(
                        "test",
                        new TrunkRef(id, name, null),
                        new Source(SourceKind.HOOK, "ops"),
                        id,
                        now,
                        now,
                        PartialState.connected(false),
                        "{}"))
            .toList();
    api.service.bean(Intake.class).accept(seen).toCompletableFuture().join();
    return ids;
  }

  /** A client on a socket of its own, so that it alone says when it reads. */
  private static final class Listener implements AutoCloseable {
    final List<String> trunks = new CopyOnWriteArrayList<>();
    final List<Long> places = new CopyOnWriteArrayList<>();
    private final Socket socket = new Socket();
    private final BufferedReader in;

    Listener(String lastEventId) throws IOException {
      URI url = URI.create(api.service.url());
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      String last = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
      socket
          .getOutputStream()
          .write(
              ("GET /api/trunks/events HTTP/1.1\r\nHost: localhost\r\n" + last + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1);
      String line = in.readLine();
      assertThat(line).contains(" 200 ");
      while (!line.startsWith(": trunk states")) {
        line = in.readLine();
      }
    }

    /** Reads on a thread of its own until the end. */
    Listener reading() {
      Thread reader = new Thread(this::read);
      reader.setDaemon(true);
      reader.start();
      return this;
    }

    private void read() {
      try {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith("id: ")) {
            places.add(Long.valueOf(line.substring(4)));
          } else if (line.startsWith("data: ")) {
            trunks.add(line.replaceAll(".*\"subject\":\"([^\"]+)\".*", "$1"));
          }
        }
      } catch (IOException e) {
        // It was closed.
      }
    }

    void heard(List<String> wanted) {
      await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> trunks.size() >= wanted.size());
      assertThat(trunks).isEqualTo(wanted);
      assertThat(places).isSorted().doesNotHaveDuplicates();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void whoComesAgainWithTheLastEventsIdMissesNothingAndHearsNothingTwice() throws Exception {
    List<String> wanted = new ArrayList<>();
    String last;
    try (Listener first = new Listener("").reading()) {
      wanted.addAll(change(3, "a"));
      first.heard(wanted);
      last = String.valueOf(first.places.get(1));
    }
    wanted.addAll(change(250, "a"));
    try (Listener again = new Listener(last).reading()) {
      again.heard(wanted.subList(2, wanted.size()));
      wanted.addAll(change(1, "a"));
      again.heard(wanted.subList(2, wanted.size()));
    }
  }

  @Test
  void whoBeginsHearsWhatIsToldFromThenOn() throws Exception {
    change(2, "a");
    try (Listener listener = new Listener("").reading()) {
      listener.heard(change(2, "a"));
    }
  }

  @Test
  void manyListenersAllHearEverything() throws Exception {
    List<Listener> listeners = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        listeners.add(new Listener("").reading());
      }
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        wanted.addAll(change(5, "a"));
      }
      for (Listener each : listeners) {
        each.heard(wanted);
      }
      assertThat(api.get("/api/runs").statusCode()).isEqualTo(200);
    } finally {
      for (Listener each : listeners) {
        each.close();
      }
    }
  }

  @Test
  void oneWhoDoesNotReadHoldsUpNobodyAndMissesNothingInTheEnd() throws Exception {
    String long500 = "n".repeat(400);
    try (Listener quick = new Listener("").reading();
        Listener slow = new Listener("")) {
      List<String> wanted = new ArrayList<>();
      // Some 7 MB: twice what the socket's two ends keep for one who does not read.
      for (int i = 0; i < 20; i++) {
        wanted.addAll(change(500, long500));
      }
      quick.heard(wanted);
      slow.reading();
      slow.heard(wanted);
    }
  }
}
