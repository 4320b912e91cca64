package io.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.transport.CipherFloor;
import io.trunkline.sip.transport.TlsReport;
import io.trunkline.sip.transport.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are good, late, foreign, or for somebody else. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsCheckTest {
  private Path folder;
  private TestAuthority authority;
  private CheckFixture fixture;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    authority = new TestAuthority(folder);
    fixture = new CheckFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  private static void yes(java.net.Socket socket, java.io.OutputStream out, String request)
      throws IOException {
    out.write(Reply.to(request, "200 OK").bytes());
  }

  private TlsSettings trusting(@Nullable Path pem) {
    return new TlsSettings(pem, null, null, "TLSv1.2", CipherFloor.JAVA_DEFAULT, true, true, 30);
  }

  private Verdict check(SSLContext server, String host, TlsSettings settings) throws IOException {
    try (StreamPeer peer = new StreamPeer(server, TlsCheckTest::yes)) {
      CheckTarget target = CheckTarget.parse("sip:" + host + ":" + peer.port() + ";transport=tls");
      return fixture.run(
          CheckRequest.of(target, CheckMethod.OPTIONS).with(CheckFixture.QUICK).with(settings));
    }
  }

  @Test
  void aGoodCertificateIsReported() throws Exception {
    SSLContext server =
        authority.server("good", "dns:localhost,uri:sip:nest.example,ip:127.0.0.1", "-1d", 400);
    Verdict verdict = check(server, "127.0.0.1", trusting(authority.pem()));
    assertThat(verdict.text()).isEqualTo("200 OK");
    TlsReport tls = CheckFixture.tls(verdict);
    assertThat(tls.protocol()).isEqualTo("TLSv1.3");
    assertThat(tls.suite()).contains("GCM");
    assertThat(tls.subject()).isEqualTo("CN=good");
    assertThat(tls.issuer()).isEqualTo("CN=Nest Test CA");
    assertThat(tls.names()).contains("sip:nest.example", "localhost", "127.0.0.1");
    assertThat(tls.daysLeft(Instant.now())).isBetween(397L, 399L);
    assertThat(tls.trusted()).isTrue();
    assertThat(verdict.warnings()).isEmpty();
    assertThat(verdict.timing().tls()).isPositive();
  }

  @Test
  void anEndNearIsAWarning() throws Exception {
    SSLContext server = authority.server("soon", "ip:127.0.0.1", "-1d", 10);
    Verdict verdict = check(server, "127.0.0.1", trusting(authority.pem()));
    assertThat(verdict.outcome()).isEqualTo(Outcome.OK);
    assertThat(verdict.warnings()).anyMatch(w -> w.contains("ends in 8 days"));
  }

  @Test
  void anExpiredCertificateIsNamed() throws Exception {
    SSLContext server = authority.server("late", "ip:127.0.0.1", "-400d", 365);
    Verdict verdict = check(server, "127.0.0.1", trusting(authority.pem()));
    assertThat(verdict.failure()).isEqualTo(FailureClass.TLS);
    assertThat(verdict.text()).contains("expired");
    assertThat(CheckFixture.tls(verdict).subject()).isEqualTo("CN=late");
    assertThat(CheckFixture.tls(verdict).trusted()).isFalse();
  }

  @Test
  void aForeignAuthorityIsUntrusted() throws Exception {
    SSLContext server = authority.server("foreign", "ip:127.0.0.1", "-1d", 400);
    Verdict verdict = check(server, "127.0.0.1", trusting(null));
    assertThat(verdict.failure()).isEqualTo(FailureClass.TLS);
    assertThat(verdict.text()).contains("untrusted");
    assertThat(CheckFixture.tls(verdict).issuer()).isEqualTo("CN=Nest Test CA");
  }

  @Test
  void anotherNameIsRefusedAndSniIsSent() throws Exception {
    SSLContext server = authority.server("other", "dns:elsewhere.example", "-1d", 400);
    Verdict verdict = check(server, "localhost", trusting(authority.pem()));
    assertThat(verdict.failure()).isEqualTo(FailureClass.TLS);
    assertThat(verdict.text()).contains("\"localhost\"", "elsewhere.example");
  }

  @Test
  void aServerThatSpeaksNoTlsIsATlsFailureNotAHang() throws Exception {
    CheckTiming timing =
        new CheckTiming(
            CheckFixture.QUICK.timers(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMillis(300));
    try (StreamPeer silent = new StreamPeer(null, (socket, out, request) -> {})) {
      CheckTarget target = CheckTarget.parse("sip:127.0.0.1:" + silent.port() + ";transport=tls");
      Verdict verdict = fixture.run(CheckRequest.of(target, CheckMethod.OPTIONS).with(timing));
      assertThat(verdict.failure()).isEqualTo(FailureClass.TLS);
      assertThat(verdict.text()).contains("no TLS handshake within");
    }
  }

  @Test
  void oldVersionsAreRefusedByTheFloor() throws Exception {
    SSLContext context = authority.server("old", "ip:127.0.0.1", "-1d", 400);
    try (SSLServerSocket socket =
        (SSLServerSocket)
            context.getServerSocketFactory().createServerSocket(0, 5, Loopback.v4(1))) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      Thread thread =
          new Thread(
              () -> {
                try (SSLSocket accepted = (SSLSocket) socket.accept()) {
                  accepted.startHandshake();
                } catch (IOException e) {
                  // The handshake is meant to fail.
                }
              });
      thread.setDaemon(true);
      thread.start();
      TlsSettings strict =
          new TlsSettings(
              authority.pem(), null, null, "TLSv1.3", CipherFloor.AEAD, true, false, 30);
      CheckTarget target =
          CheckTarget.parse("sip:127.0.0.1:" + socket.getLocalPort() + ";transport=tls");
      Verdict verdict =
          fixture.run(
              CheckRequest.of(target, CheckMethod.OPTIONS).with(CheckFixture.QUICK).with(strict));
      assertThat(verdict.failure()).isEqualTo(FailureClass.TLS);
    }
  }

  @Test
  void anUnreadableTrustFileIsUnknown() throws Exception {
    SSLContext server = authority.server("file", "ip:127.0.0.1", "-1d", 400);
    Verdict verdict = check(server, "127.0.0.1", trusting(folder.resolve("missing.pem")));
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(verdict.text()).contains("missing.pem");
  }
}
