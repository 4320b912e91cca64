package io.trunkline.sip.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Client side of TLS for one set of {@link TlsSettings}; built once, used by many handshakes. */
final class TlsClient {
  private final TlsSettings settings;
  private final ChainRecorder recorder;
  private final SslContext context;

  /**
   * Reads the PEM files.
   *
   * @throws GeneralSecurityException when a file holds no usable certificate or key
   * @throws IOException when a file cannot be read
   */
  TlsClient(TlsSettings settings) throws GeneralSecurityException, IOException {
    this.settings = settings;
    this.recorder = new ChainRecorder(judge(settings.trust()));
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager((TrustManager) recorder)
            .protocols(
                settings.oldest().equals("TLSv1.3")
                    ? List.of("TLSv1.3")
                    : List.of("TLSv1.3", "TLSv1.2"))
            .ciphers(settings.ciphers().filter(enabledSuites()));
    if (settings.certificate() != null && settings.key() != null) {
      builder.keyManager(settings.certificate().toFile(), settings.key().toFile());
    }
    this.context = builder.build();
  }

  private static List<String> enabledSuites() throws GeneralSecurityException {
    return Arrays.asList(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
  }

  private static X509ExtendedTrustManager judge(@Nullable Path file)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(file == null ? null : authorities(file));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    if (number == 0) {
      throw new GeneralSecurityException("no PEM certificate in " + file);
    }
    return store;
  }

  /** A handler for one connection; sends SNI when the domain is a name (RFC 6066 section 3). */
  SslHandler handler(io.netty.buffer.ByteBufAllocator allocator, String domain, int port) {
    SslHandler handler = context.newHandler(allocator, domain, port);
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    // The name is checked by RFC 5922 afterwards: Java's own check knows no sip: URI names.
    parameters.setEndpointIdentificationAlgorithm("");
    if (!io.netty.util.NetUtil.isValidIpV4Address(domain) && domain.indexOf(':') < 0) {
      String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
      parameters.setServerNames(List.of(new SNIHostName(name.toLowerCase(Locale.ROOT))));
    }
    engine.setSSLParameters(parameters);
    return handler;
  }

  /**
   * What this handshake showed, once, or null when the peer sent no certificate.
   *
   * @param complete whether the handshake ended well
   */
  @Nullable TlsReport report(SSLEngine engine, String domain, boolean complete) {
    ChainRecorder.Seen seen = recorder.take(engine);
    if (seen == null) {
      return null;
    }
    X509Certificate leaf = seen.chain().get(0);
    CertificateNames names = new CertificateNames(leaf);
    SSLSession session = engine.getSession();
    return new TlsReport(
        complete ? session.getProtocol() : null,
        complete ? session.getCipherSuite() : null,
        leaf.getSubjectX500Principal().getName(),
        names.all(),
        leaf.getIssuerX500Principal().getName(),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        seen.chain().size(),
        seen.trusted(),
        names.match(domain, settings.wildcards()));
  }

  TlsSettings settings() {
    return settings;
  }
}
