package io.trunkline.sip.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How we shake hands.
 *
 * @param trust PEM file with the authorities to trust, or null for those of this Java
 * @param certificate PEM chain of our own for mutual TLS, or null
 * @param key PEM (PKCS#8) private key of that chain, or null
 * @param oldest {@code TLSv1.2} or {@code TLSv1.3}: the oldest version accepted
 * @param ciphers the weakest suites accepted
 * @param checkName whether the certificate must name the configured domain (RFC 5922)
 * @param wildcards whether {@code *.example} in a certificate counts, which RFC 5922 forbids
 * @param warnDays warn when the certificate ends in fewer days
 */
public record TlsSettings(
    @Nullable Path trust,
    @Nullable Path certificate,
    @Nullable Path key,
    String oldest,
    CipherFloor ciphers,
    boolean checkName,
    boolean wildcards,
    int warnDays) {
  /** This Java's authorities, TLS 1.2 or newer, name checked, wildcards taken, 30 days' warning. */
  public static final TlsSettings DEFAULT =
      new TlsSettings(null, null, null, "TLSv1.2", CipherFloor.JAVA_DEFAULT, true, true, 30);

  /** Checks that the parts fit together. */
  public TlsSettings {
    if (!oldest.equals("TLSv1.2") && !oldest.equals("TLSv1.3")) {
      throw new IllegalArgumentException(
          "TLS version \"" + oldest + "\": must be TLSv1.2 or TLSv1.3 (older ones are RFC 8996's)");
    }
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "client certificate and key belong together: give both PEM files or none");
    }
  }
}
