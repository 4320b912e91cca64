package io.trunkline.sip.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.FailureClass;
import io.trunkline.sip.MemoryBindingJournal;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.transport.CipherFloor;
import io.trunkline.sip.transport.TlsSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real registrar over UDP, TCP and TLS, with MD5 and SHA-256. */
@Tag("peer")
class KamailioRegistrarTest {
  private static final Credentials PROBE = new Credentials("probe", "s3cret");
  private static Kamailio kamailio;
  private static SipChecker checker;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    ExternalProcess.require("kamailio", "kamcmd", "openssl");
    kamailio = Kamailio.start(folder, "MD5");
    checker =
        new SipChecker(
            SipCheckerOptions.DEFAULT.unpaced(), new MemoryBindingJournal(Clock.systemUTC()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (checker != null) {
      checker.close();
    }
    if (kamailio != null) {
      kamailio.close();
    }
  }

  private static CheckRequest request(String transport, CheckMethod method) {
    int port = transport.equals("tls") ? kamailio.tlsPort() : kamailio.port();
    CheckTarget target =
        CheckTarget.parse("sip:probe@127.0.0.1:" + port + ";transport=" + transport)
            .inDomain("edge.test");
    TlsSettings tls =
        new TlsSettings(
            kamailio.authority(), null, null, "TLSv1.2", CipherFloor.AEAD, true, true, 30);
    return CheckRequest.of(target, method).with(PROBE).with(tls);
  }

  private static Verdict run(CheckRequest request) {
    return checker.check(request).orTimeout(40, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls"})
  void optionsIsAnswered(String transport) {
    Verdict verdict = run(request(transport, CheckMethod.OPTIONS));
    assertThat(verdict.text()).isEqualTo("200 OK");
    assertThat(verdict.server()).contains("kamailio");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls"})
  void aQueryAuthenticatesAndBindsNothing(String transport) throws Exception {
    Verdict verdict = run(request(transport, CheckMethod.REGISTER));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(Objects.requireNonNull(verdict.digest()).qop()).isEqualTo("auth");
    assertThat(kamailio.bindings()).doesNotContain("trunkline-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls"})
  void aBindingIsMadeAndTakenAway(String transport) throws Exception {
    Verdict verdict = run(request(transport, CheckMethod.REGISTER).binding(60));
    Verdict.Registration found = Objects.requireNonNull(verdict.registration(), verdict.text());
    assertThat(found.ownBinding()).isTrue();
    assertThat(found.grantedSeconds()).isEqualTo(60);
    assertThat(found.removal()).isEqualTo("removed");
    assertThat(kamailio.bindings()).doesNotContain("trunkline-");
  }

  @Test
  void theCertificateOfTlsIsReported() {
    Verdict verdict = run(request("tls", CheckMethod.OPTIONS));
    assertThat(Objects.requireNonNull(verdict.tls()).protocol()).isEqualTo("TLSv1.2");
    assertThat(Objects.requireNonNull(verdict.tls()).names()).contains("edge.test");
    assertThat(verdict.warnings()).anyMatch(w -> w.contains("certificate ends in"));
  }

  @Test
  void aWrongPasswordIsRefusedAfterOneTry() {
    Verdict verdict =
        run(request("udp", CheckMethod.REGISTER).with(new Credentials("probe", "wrong")));
    assertThat(verdict.failure()).isEqualTo(FailureClass.AUTH);
    assertThat(verdict.traffic().requests()).isEqualTo(2);
  }

  @Test
  void sha256IsAnswered(@TempDir Path other) throws Exception {
    try (Kamailio modern = Kamailio.start(other, "SHA-256")) {
      CheckTarget target =
          CheckTarget.parse("sip:probe@127.0.0.1:" + modern.port()).inDomain("edge.test");
      Verdict verdict = run(CheckRequest.of(target, CheckMethod.REGISTER).with(PROBE));
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      assertThat(Objects.requireNonNull(verdict.digest()).algorithm()).isEqualTo("SHA-256");
    }
  }

  @Test
  void tsharkFindsNothingToComplainOf(@TempDir Path captures) throws Exception {
    ExternalProcess.require("tshark");
    Path file = captures.resolve("register.pcap");
    Path log = captures.resolve("tshark.txt");
    List<String> capture =
        List.of(
            "tshark",
            "-l",
            "-i",
            "lo",
            "-f",
            "udp port " + kamailio.port(),
            "-P",
            "-w",
            file.toString());
    try (ExternalProcess tshark = ExternalProcess.start(log, capture)) {
      tshark.until(() -> tshark.output().contains("Capturing on"));
      // Keep-alives go out until one shows: from then on nothing is missed.
      tshark.until(
          () -> {
            sendKeepAlive();
            return tshark.output().contains("UDP");
          });
      Verdict verdict = run(request("udp", CheckMethod.REGISTER).binding(60));
      assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
      tshark.until(() -> tshark.output().lines().filter(l -> l.contains("SIP")).count() >= 6);
    }
    String decode = "udp.port==" + kamailio.port() + ",sip";
    assertThat(read(captures, file, decode, "sip.Method == \"REGISTER\"")).hasSize(3);
    assertThat(read(captures, file, decode, "sip && (_ws.malformed || _ws.expert)")).isEmpty();
  }

  private static void sendKeepAlive() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] data = {'\r', '\n', '\r', '\n'};
      socket.send(new DatagramPacket(data, 4, InetAddress.getLoopbackAddress(), kamailio.port()));
    }
  }

  private static List<String> read(Path folder, Path file, String decode, String filter)
      throws Exception {
    Path output = folder.resolve("read.txt");
    List<String> command =
        List.of(
            "sh",
            "-c",
            "tshark -r '%s' -d '%s' -Y '%s' 2>/dev/null".formatted(file, decode, filter));
    try (ExternalProcess tshark = ExternalProcess.start(output, command)) {
      assertThat(tshark.exitCode()).isZero();
      return tshark.output().lines().toList();
    }
  }
}
