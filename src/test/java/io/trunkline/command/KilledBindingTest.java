package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import io.trunkline.sip.Binding;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.FileBindingJournal;
import io.trunkline.sip.MemoryBindingJournal;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.digest.Credentials;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A {@code check --bind} that is killed leaves its binding in the journal; the next one ends it.
 */
@Tag("slow")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KilledBindingTest {
  @TempDir Path data;

  /** Forwards datagrams of one client to the carrier and back; can swallow removals. */
  private static final class Relay implements AutoCloseable {
    private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final SocketAddress carrier;
    private final CountDownLatch removing = new CountDownLatch(1);
    private volatile SocketAddress client;
    private volatile boolean swallow = true;

    Relay(int port) throws SocketException {
      carrier = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      start(() -> forward(front, back));
      start(() -> forward(back, front));
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "relay");
      thread.setDaemon(true);
      thread.start();
    }

    private void forward(DatagramSocket from, DatagramSocket to) {
      byte[] buffer = new byte[8192];
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          from.receive(packet);
          if (from == front) {
            client = packet.getSocketAddress();
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            if (swallow && text.contains("expires=0")) {
              removing.countDown();
              continue;
            }
          }
          to.send(new DatagramPacket(buffer, packet.getLength(), from == front ? carrier : client));
        }
      } catch (IOException e) {
        // Closed: the test is over.
        removing.countDown();
      }
    }

    int port() {
      return front.getLocalPort();
    }

    @Override
    public void close() {
      front.close();
      back.close();
    }
  }

  private Process bind(Relay relay) throws IOException {
    ProcessBuilder command =
        CommandRun.process(
            data.resolve("output.txt"),
            "check",
            "sip:carrier@127.0.0.1:" + relay.port(),
            "--register",
            "--bind=300",
            "--domain",
            "carrier.test",
            "--user",
            "carrier",
            "--password-env",
            "CARRIER_PASSWORD",
            "--data",
            data.toString());
    command.environment().putAll(Map.of("CARRIER_PASSWORD", "carrier"));
    return command.start();
  }

  private static List<String> bindings(int port) {
    try (SipChecker checker =
        new SipChecker(SipCheckerOptions.DEFAULT, new MemoryBindingJournal(Clock.systemUTC()))) {
      CheckTarget target =
          CheckTarget.parse("sip:carrier@127.0.0.1:" + port).inDomain("carrier.test");
      Verdict verdict =
          checker
              .check(
                  CheckRequest.of(target, CheckMethod.REGISTER)
                      .with(new Credentials("carrier", "carrier")))
              .join();
      return Objects.requireNonNull(verdict.registration(), verdict.text()).contacts();
    }
  }

  @Test
  void theNextStartRemovesWhatTheKilledOneLeft() throws Exception {
    FileBindingJournal journal =
        new FileBindingJournal(data.resolve("sip-bindings.jsonl"), Clock.systemUTC());
    try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT);
        Relay relay = new Relay(carrier.port())) {
      Process first = bind(relay);
      assertThat(relay.removing.await(1, TimeUnit.MINUTES)).isTrue();
      first.destroyForcibly().waitFor();
      assertThat(first.exitValue()).as("killed by signal 9").isEqualTo(128 + 9);
      List<Binding> left = journal.open();
      assertThat(left).hasSize(1);
      assertThat(bindings(carrier.port())).containsExactly(left.get(0).contact());

      relay.swallow = false;
      Process second = bind(relay);
      assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
      String output = java.nio.file.Files.readString(data.resolve("output.txt"));
      assertThat(second.exitValue()).as(output).isZero();
      assertThat(output).contains("left by an earlier check: " + left.get(0).contact());
      assertThat(journal.open()).isEmpty();
      assertThat(bindings(carrier.port())).isEmpty();
    }
  }
}
