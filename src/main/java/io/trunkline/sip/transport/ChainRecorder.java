package io.trunkline.sip.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges chains like the trust manager it wraps, and keeps each one it saw, so that a certificate
 * can be reported although it was refused.
 */
final class ChainRecorder extends X509ExtendedTrustManager {
  /** A chain and whether it was trusted. */
  record Seen(List<X509Certificate> chain, boolean trusted) {}

  private final X509ExtendedTrustManager judge;
  private final Map<SSLEngine, Seen> seen = new ConcurrentHashMap<>();

  ChainRecorder(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /** The chain of this handshake, or null when none was sent; forgets it. */
  @Nullable Seen take(SSLEngine engine) {
    return seen.remove(engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    seen.put(engine, new Seen(List.of(chain), false));
    judge.checkServerTrusted(chain, type, engine);
    seen.put(engine, new Seen(List.of(chain), true));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
