package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated carrier beside the simulated org. */
class SimulateCommandTest {
  private static final Pattern CARRIER = Pattern.compile("sip:127\\.0\\.0\\.1:(\\d+)");
  @TempDir Path data;

  @Test
  void theCarrierAnswersChecksAndTellsItsAccount() throws Exception {
    StringWriter out = new StringWriter();
    Thread simulator =
        new Thread(() -> run(out, "simulate", "--port", "0", "--carrier-port", "0"), "simulate");
    simulator.start();
    try {
      await().until(() -> out.toString().contains("password: carrier / carrier"));
      Matcher address = CARRIER.matcher(out.toString());
      assertThat(address.find()).isTrue();

      StringWriter report = new StringWriter();
      int exitCode = run(report, "check", address.group(), "--data", data.toString());
      assertThat(exitCode).as(report.toString()).isZero();
      assertThat(report.toString()).contains("200 OK", "simulated carrier");
    } finally {
      simulator.interrupt();
      simulator.join();
    }
  }

  @Test
  void aTakenOrImpossiblePortIsTold() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      StringWriter err = new StringWriter();
      int port = taken.getLocalPort();
      assertThat(run(err, "simulate", "--port", "0", "--carrier-port", String.valueOf(port)))
          .isEqualTo(1);
      assertThat(err.toString()).contains("--carrier-port").doesNotContain("\tat ");
    }
    StringWriter err = new StringWriter();
    assertThat(run(err, "simulate", "--port", "0", "--carrier-port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("70000");
  }

  private static int run(StringWriter out, String... arguments) {
    PrintWriter writer = new PrintWriter(out);
    return TrunklineCommand.execute(writer, writer, arguments);
  }
}
