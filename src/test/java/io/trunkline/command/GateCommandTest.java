package io.trunkline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.provisioning.SimulatedOrgs;
import io.trunkline.provisioning.Specs;
import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import io.trunkline.sip.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --check} and {@code trunkline.gate}: carriers are asked around a run. */
class GateCommandTest {
  private static SimulatedOrgs orgs;
  private static SimulatedCarrier carrier;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    orgs = new SimulatedOrgs();
    carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT);
  }

  @AfterAll
  static void stop() {
    carrier.close();
    orgs.close();
  }

  @BeforeEach
  void emptyOrg() {
    orgs.reset();
  }

  @Test
  void aCarrierThatAnswersLetsTheRunPassAndIsAskedAgainAfterwards() throws Exception {
    CommandRun run = run(Map.of(), "provision", spec("udp", answering()), "--check");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("SIP servers before the first write", "SIP servers after the last write")
        .contains("200 OK", "The gate is passed");
  }

  @Test
  void aCarrierThatIsNotThereIsRefusedBeforeAnythingIsWritten() throws Exception {
    CommandRun run = run(Map.of(), "provision", spec("udp", dead()), "--check");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("failed", "acme", "nothing is written", "The gate is not passed");
    assertThat(orgs.writes()).isEmpty();
  }

  @Test
  void trunksAreListedWithADiagnosis() throws Exception {
    run(Map.of(), "provision", spec("udp", answering()));
    Path data = folder.resolve("data");

    CommandRun trunks = CommandRun.onOrg(orgs, data, Map.of(), "trunks", "--check");
    assertThat(trunks.exitCode()).as(trunks.err()).isZero();
    assertThat(trunks.out()).contains("DIAGNOSIS", answering(), "healthy");

    CommandRun json = CommandRun.onOrg(orgs, data, Map.of(), "trunks", "--check", "--json");
    JsonNode proxy = new ObjectMapper().readTree(json.out()).at("/0/proxies/0");
    assertThat(proxy.path("diagnosis").asText()).isEqualTo("healthy");
    assertThat(CommandRun.onOrg(orgs, data, Map.of(), "trunks").out()).doesNotContain("DIAGNOSIS");
  }

  @Test
  void theSettingAloneSwitchesTheGateOn() throws Exception {
    CommandRun run = run(Map.of("trunkline.gate", "refuse"), "provision", spec("udp", dead()));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(orgs.writes()).isEmpty();
  }

  @Test
  void warningsDoNotStopARun() throws Exception {
    CommandRun run =
        run(Map.of("trunkline.gate", "warn"), "provision", spec("udp", dead()), "--check");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("The gate is not passed: acme (only a warning)");
    assertThat(orgs.writes()).isNotEmpty();
  }

  @Test
  void oneServerThatAnswersIsEnough() throws Exception {
    CommandRun run = run(Map.of(), "plan", spec("udp", dead() + ", " + answering()), "--check");

    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.out()).contains("  failed ", "  ok ", "The gate is passed");
  }

  @Test
  void thePlanShowsFindingsAndExitsWithRefused() throws Exception {
    CommandRun run = run(Map.of(), "plan", spec("udp", dead()), "--check", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode gate = new ObjectMapper().readTree(run.out()).get(0).path("gate");
    assertThat(gate.path("refuses").asBoolean()).isTrue();
    JsonNode finding = gate.path("connections").get(0).path("findings").get(0);
    assertThat(finding.path("level").asText()).isEqualTo("failed");
    assertThat(finding.path("fix").asText()).contains("trunkline.gate = warn");
  }

  @Test
  void aWrongModeIsTold() throws Exception {
    CommandRun run = run(Map.of("trunkline.gate", "maybe"), "plan", spec("udp", dead()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("trunkline.gate", "maybe", "refuse").doesNotContain("\tat ");
  }

  @Test
  void aWrongListedTargetIsBadInput() throws Exception {
    CommandRun run =
        run(Map.of("trunkline.checks.targets", "sip:host:0"), "plan", spec("udp", dead()));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("sip:host:0", "between 1 and 65535").doesNotContain("\tat ");
  }

  @Test
  @Tag("slow")
  void aChainOfNoPublicAuthorityIsRefusedForTls() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    SSLContext context = authority.server("good", "dns:localhost", "-1d", 365);
    try (SSLServerSocket server = serve(context, "TLSv1.3", "TLSv1.2")) {
      String address = "localhost:" + server.getLocalPort();

      CommandRun foreign = run(Map.of(), "plan", spec("tls", address), "--check");
      assertThat(foreign.exitCode()).isEqualTo(3);
      assertThat(foreign.out()).contains("untrusted", "certificate of a public authority");

      Map<String, String> lab = Map.of("trunkline.gate.trust", authority.pem().toString());
      CommandRun known = run(lab, "plan", spec("tls", address), "--check");
      assertThat(known.exitCode()).as(known.out()).isEqualTo(10);
      assertThat(known.out()).contains("  ok ", "The gate is passed");
    }
  }

  /** What the edges will trust counts for a premises site, and the plan shows that it is made. */
  @Test
  @Tag("slow")
  void anAuthorityThatPremisesEdgesShallTrustIsEnough() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    SSLContext context = authority.server("good", "dns:localhost", "-1d", 365);
    try (SSLServerSocket server = serve(context, "TLSv1.2")) {
      Path file = spec("tls", "localhost:" + server.getLocalPort());
      String premises = Files.readString(file).replace("Berlin}", "Berlin, mediaModel: Premises}");
      Files.writeString(file, premises);
      assertThat(run(Map.of(), "plan", file, "--check").exitCode()).isEqualTo(3);

      Files.writeString(
          file,
          premises
              + "    certificateAuthorities:\n      - {name: Acme CA, file: %s}\n"
                  .formatted(authority.pem()));
      CommandRun known = run(Map.of(), "plan", file, "--check");
      assertThat(known.exitCode()).as(known.out() + known.err()).isEqualTo(10);
      assertThat(known.out()).contains("  ok ", "The gate is passed", "Acme CA");
    }
  }

  @Test
  @Tag("slow")
  void aWrongNameAndAnEndedCertificateAreRefusedForTls() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    Map<String, String> lab = Map.of("trunkline.gate.trust", authority.pem().toString());
    for (SSLContext context :
        new SSLContext[] {
          authority.server("other", "dns:other.example", "-1d", 365),
          authority.server("ended", "dns:localhost", "-400d", 30)
        }) {
      try (SSLServerSocket server = serve(context, "TLSv1.2")) {
        String address = "localhost:" + server.getLocalPort();
        assertThat(run(lab, "plan", spec("tls", address), "--check").exitCode()).isEqualTo(3);
      }
    }
  }

  @Test
  @Tag("slow")
  void aCarrierWithoutTls12IsRefused() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    Map<String, String> lab = Map.of("trunkline.gate.trust", authority.pem().toString());
    SSLContext context = authority.server("new", "dns:localhost", "-1d", 365);
    try (SSLServerSocket server = serve(context, "TLSv1.3")) {
      CommandRun run =
          run(lab, "plan", spec("tls", "localhost:" + server.getLocalPort()), "--check");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.out()).contains("BYOC Cloud needs TLS 1.2");
    }
  }

  private CommandRun run(Map<String, String> settings, String command, Path spec, String... more)
      throws IOException {
    String[] arguments = new String[more.length + 2];
    arguments[0] = command;
    arguments[1] = spec.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    Path data = Files.createDirectories(folder.resolve("data"));
    return CommandRun.onOrg(orgs, data, settings, arguments);
  }

  private Path spec(String transport, String servers) throws IOException {
    String text =
        Specs.one("acme")
            .replace("transport: tls", "transport: " + transport)
            .replace("[sip.carrier.example:5061]", "[\"" + servers.replace(", ", "\", \"") + "\"]");
    return Files.writeString(folder.resolve("spec.yaml"), text);
  }

  private static String answering() {
    return "127.0.0.1:" + carrier.port();
  }

  private static String dead() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  /** A SIP server over TLS that answers every request with 200; ends with its socket. */
  private static SSLServerSocket serve(SSLContext context, String... protocols) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(protocols);
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                  answer(socket);
                } catch (IOException e) {
                  // a client that does not like the certificate goes away
                }
              }
            },
            "tls-carrier");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void answer(SSLSocket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder held = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      held.append((char) next);
      if (held.toString().endsWith("\r\n\r\n")) {
        String rest = held.substring(held.indexOf("\r\n"));
        socket.getOutputStream().write(("SIP/2.0 200 OK" + rest).getBytes(UTF_8));
        held.setLength(0);
      }
    }
  }
}
