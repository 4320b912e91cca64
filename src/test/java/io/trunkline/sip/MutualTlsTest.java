package io.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.sip.transport.CipherFloor;
import io.trunkline.sip.transport.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that ask for our certificate, and peers whose ciphers are below the floor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutualTlsTest {
  private final List<String> callers = new CopyOnWriteArrayList<>();
  private TestAuthority authority;
  private SSLContext server;
  private Path certificate;
  private CheckFixture fixture;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    authority = new TestAuthority(folder);
    server = authority.server("edge", "ip:127.0.0.1", "-1d", 400);
    authority.server("caller", "dns:caller.example", "-1d", 400);
    certificate = folder.resolve("caller.pem");
    fixture = new CheckFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  private void yes(Socket socket, OutputStream out, String request) throws IOException {
    SSLSocket tls = (SSLSocket) socket;
    if (tls.getNeedClientAuth()) {
      callers.add(tls.getSession().getPeerPrincipal().getName());
    }
    out.write(Reply.to(request, "200 OK").bytes());
  }

  private Verdict check(TlsSettings settings, Consumer<SSLServerSocket> setup) throws IOException {
    try (StreamPeer peer = new StreamPeer(server, this::yes, setup)) {
      CheckTarget target = CheckTarget.parse("sip:127.0.0.1:" + peer.port() + ";transport=tls");
      return fixture.run(
          CheckRequest.of(target, CheckMethod.OPTIONS).with(CheckFixture.QUICK).with(settings));
    }
  }

  private static Consumer<SSLServerSocket> asking(String version) {
    return socket -> {
      socket.setEnabledProtocols(new String[] {version});
      socket.setNeedClientAuth(true);
    };
  }

  private TlsSettings settings(boolean withCertificate, CipherFloor floor) throws Exception {
    return new TlsSettings(
        authority.pem(),
        withCertificate ? certificate : null,
        withCertificate ? authority.key() : null,
        "TLSv1.2",
        floor,
        true,
        true,
        30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void ourCertificateIsShownToWhoAsks(String version) throws Exception {
    callers.clear();
    Verdict verdict = check(settings(true, CipherFloor.JAVA_DEFAULT), asking(version));
    assertThat(verdict.text()).isEqualTo("200 OK");
    assertThat(CheckFixture.tls(verdict).protocol()).isEqualTo(version);
    assertThat(callers).containsExactly("CN=caller");
  }

  /** With TLS 1.3 the refusal comes after our side of the handshake is over. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void withoutACertificateItIsATlsFailure(String version) throws Exception {
    Verdict verdict = check(settings(false, CipherFloor.JAVA_DEFAULT), asking(version));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.failure()).as(verdict.text()).isEqualTo(FailureClass.TLS);
    assertThat(CheckFixture.tls(verdict).subject()).isEqualTo("CN=edge");
  }

  @Test
  void aCertificateOfNobodyTheyTrustIsATlsFailure(@TempDir Path elsewhere) throws Exception {
    TestAuthority other = new TestAuthority(elsewhere);
    other.server("stranger", "dns:stranger.example", "-1d", 400);
    TlsSettings stranger =
        new TlsSettings(
            authority.pem(),
            elsewhere.resolve("stranger.pem"),
            other.key(),
            "TLSv1.2",
            CipherFloor.JAVA_DEFAULT,
            true,
            true,
            30);
    Verdict verdict = check(stranger, asking("TLSv1.2"));
    assertThat(verdict.failure()).as(verdict.text()).isEqualTo(FailureClass.TLS);
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, JAVA_DEFAULT,    true",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, FORWARD_SECRECY, true",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, AEAD,            false",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, AEAD,            true",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_1_2,         true",
    "TLS_AES_128_GCM_SHA256,                  AEAD,            true",
    "TLS_AES_128_GCM_SHA256,                  TLS_1_2,         false"
  })
  void suitesBelowTheFloorAreRefused(String suite, CipherFloor floor, boolean good)
      throws Exception {
    Verdict verdict =
        check(
            settings(false, floor),
            socket -> {
              socket.setEnabledProtocols(
                  new String[] {suite.contains("_WITH_") ? "TLSv1.2" : "TLSv1.3"});
              socket.setEnabledCipherSuites(new String[] {suite});
            });
    if (good) {
      assertThat(verdict.text()).isEqualTo("200 OK");
      assertThat(CheckFixture.tls(verdict).suite()).isEqualTo(suite);
    } else {
      assertThat(verdict.failure()).as(verdict.text()).isEqualTo(FailureClass.TLS);
    }
  }
}
