package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command against the simulated carrier: reports, JSON, exit codes. */
class CheckCommandTest {
  /** Any variable that every environment has serves as the password. */
  private static final String VARIABLE = "PATH";

  private static SimulatedCarrier carrier;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    String password = Objects.requireNonNull(System.getenv(VARIABLE));
    carrier =
        SimulatedCarrier.start(
            new CarrierOptions(
                "127.0.0.1",
                0,
                "carrier.test",
                Map.of("carrier", password),
                List.of("SHA-256", "MD5"),
                "auth",
                3600));
  }

  @AfterAll
  static void stop() {
    carrier.close();
  }

  @TempDir Path data;

  private int run(String... asked) {
    String[] arguments = Arrays.copyOf(asked, asked.length + 1);
    arguments[asked.length] = "--data=" + data;
    CommandLine command = new CommandLine(new CheckCommand());
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    command.setExecutionExceptionHandler(new Failure());
    return command.execute(arguments);
  }

  private static String uri() {
    return "sip:127.0.0.1:" + carrier.port();
  }

  @Test
  void optionsPrintsAReport() {
    assertThat(run(uri())).isZero();
    assertThat(out.toString())
        .contains("OPTIONS " + uri(), "ok        200 OK", "first answer", "simulated carrier");
  }

  @Test
  void registerWithBindingPrintsBindingsAndNoPassword() {
    int code =
        run(uri(), "--register", "--bind=30", "--user", "carrier", "--password-env", VARIABLE);
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("SHA-256, qop auth, realm \"carrier.test\"", "bound, asked 30 s, granted 30 s")
        .contains("removed")
        .doesNotContain(System.getenv(VARIABLE));
    assertThat(carrier.bindings("carrier")).isEmpty();
  }

  @Test
  void jsonIsOneLineForEachCheck() {
    assertThat(run(uri(), "--json", "--count", "3", "--interval", "0.01")).isZero();
    assertThat(out.toString().lines()).hasSize(3).allMatch(l -> l.contains("\"outcome\":\"ok\""));
  }

  @Test
  void countAddsStatistics() {
    assertThat(run(uri(), "--count", "3", "--interval", "0.01")).isZero();
    assertThat(out.toString()).contains("3 checks, 0 % without an answer", "median");
  }

  @Test
  void missingCredentialsAreUnknown() {
    assertThat(run(uri(), "--register", "--user", "carrier")).isEqualTo(4);
    assertThat(out.toString()).contains("unknown", "--password-env");
  }

  @Test
  void anUnknownUserIsARefusal() {
    assertThat(run("sip:nobody@127.0.0.1:" + carrier.port(), "--register")).isEqualTo(1);
    assertThat(out.toString()).contains("404 Not Found");
  }

  @Test
  void aDeadPortIsNotReached() throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(run("127.0.0.1:" + port)).isEqualTo(3);
    assertThat(out.toString()).contains("failed", "ICMP port unreachable");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:a b@host, 25.1",
    "sip:host:0, between 1 and 65535",
    "sip:host:70000, between 1 and 65535",
    "sip:host --transport sctp, udp",
    "sip:host --bind=60, needs --register",
    "sips:host --transport udp, TLS",
    "sip:host --user u --password-env NO_SUCH_VARIABLE_HERE, NO_SUCH_VARIABLE_HERE",
    "sip:host --password-env PATH, --user",
    "sip:host --weakest-digest ROT13, SHA-256",
    "sip:host --count 0, 1 or more",
    "sip:host --timeout 0, above zero",
    "sip:host --tls-min TLSv1, TLSv1.2",
    "sip:host --cert a.pem, belong together",
    "sip:host --dns name, IP address"
  })
  void badInputIsNamedWithoutATrace(String line, String expected) {
    String[] arguments = line.startsWith("sip:a b") ? new String[] {line} : line.split(" ");
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
  }
}
