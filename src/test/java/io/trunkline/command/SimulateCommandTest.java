package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
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
  void itBeginsWithTheFilesGivenAndSaysSo() throws Exception {
    Path faults =
        Files.writeString(data.resolve("faults.yaml"), "faults: [{name: f, act: {status: 503}}]");
    Path config = Files.writeString(data.resolve("start.yaml"), "orgs: {acme: {}}");
    StringWriter out = new StringWriter();
    String[] arguments = {
      "simulate",
      "--port",
      "0",
      "--config",
      config.toString(),
      "--faults",
      faults.toString(),
      "--setting",
      "consistency.mode=harsh",
      "--seed",
      "7"
    };
    Thread simulator = new Thread(() -> run(out, arguments), "simulate");
    simulator.start();
    try {
      await().until(() -> out.toString().contains("/__sim/"));
      assertThat(out.toString())
          .contains("orgs, by client id: simulator, acme")
          .contains("setting: consistency.mode=harsh");
      Matcher address = Pattern.compile("http://127[^ ]*/__sim/").matcher(out.toString());
      assertThat(address.find()).isTrue();
      assertThat(get(address.group() + "faults")).contains("\"name\":\"f\"");
      assertThat(get(address.group() + "settings")).contains("\"mode\":\"harsh\"");
      assertThat(get(address.group())).contains("PUT /__sim/faults");
    } finally {
      simulator.interrupt();
      simulator.join();
    }
  }

  @Test
  void aWrongFileIsBadInputAndToldByLine() throws Exception {
    Path config = Files.writeString(data.resolve("start.yaml"), "orgs:\n  acme:\n    clints: {}");
    StringWriter err = new StringWriter();
    assertThat(run(err, "simulate", "--port", "0", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("trunkline: the start file " + config + " cannot be used: line 3, orgs.acme")
        .doesNotContain("\tat ");
  }

  private static String get(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
        .body();
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
