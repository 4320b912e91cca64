package io.trunkline.sip.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the peer showed in the handshake; filled as far as it went.
 *
 * @param protocol negotiated version, or null when the handshake failed
 * @param suite negotiated cipher suite, or null when the handshake failed
 * @param subject distinguished name of the certificate
 * @param names DNS, URI and IP names in it
 * @param issuer distinguished name of who signed it
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param chainLength number of certificates sent
 * @param trusted whether the chain led to an authority we trust
 * @param nameMatches whether the certificate names the configured domain (RFC 5922)
 */
public record TlsReport(
    @Nullable String protocol,
    @Nullable String suite,
    String subject,
    List<String> names,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    int chainLength,
    boolean trusted,
    boolean nameMatches) {

  /** Whole days from now to the end of validity; negative when it is over. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, notAfter).toSeconds(), 86_400L);
  }
}
