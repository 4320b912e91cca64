package io.trunkline.sip.digest;

import static io.trunkline.sip.digest.DigestAlgorithm.hex;

import io.trunkline.sip.message.HeaderText;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What we answer a challenge with (RFC 7616 section 3.4).
 *
 * @param algorithm the algorithm used
 * @param qop auth, auth-int, or null for RFC 2069 servers
 * @param response the digest in lower-case hexadecimal
 * @param headerValue the value for Authorization or Proxy-Authorization
 */
public record DigestAnswer(
    DigestAlgorithm algorithm, @Nullable String qop, String response, String headerValue) {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Computes the answer.
   *
   * @param method the request's method
   * @param uri the Request-URI exactly as sent
   * @param body the request's body, hashed for auth-int
   * @param nonceCount 1 for the first use of this nonce, one more for each further use
   * @param cnonce our own random text
   */
  public static DigestAnswer of(
      Challenge challenge,
      DigestAlgorithm algorithm,
      Credentials credentials,
      String method,
      String uri,
      String body,
      int nonceCount,
      String cnonce) {
    String qop = challenge.chosenQop();
    String nc = HEX.toHexDigits(nonceCount);
    MessageDigest digest = algorithm.digest();
    String a1 =
        hex(digest, credentials.user() + ':' + challenge.realm() + ':' + credentials.password());
    if (algorithm.isSession()) {
      a1 = hex(digest, a1 + ':' + challenge.nonce() + ':' + cnonce);
    }
    String a2 = method + ':' + uri;
    if ("auth-int".equals(qop)) {
      a2 += ':' + hex(digest, body);
    }
    String middle =
        qop == null ? challenge.nonce() : challenge.nonce() + ':' + nc + ':' + cnonce + ':' + qop;
    String response = hex(digest, a1 + ':' + middle + ':' + hex(digest, a2));
    String value = header(challenge, algorithm, credentials.user(), uri, qop, nc, cnonce, response);
    return new DigestAnswer(algorithm, qop, response, value);
  }

  /** Algorithm, qop and nc stand without quotes (RFC 7616 3.4). */
  private static String header(
      Challenge challenge,
      DigestAlgorithm algorithm,
      String user,
      String uri,
      @Nullable String qop,
      String nc,
      String cnonce,
      String response) {
    StringBuilder text = new StringBuilder(320);
    text.append("Digest username=").append(HeaderText.quote(user));
    text.append(", realm=").append(HeaderText.quote(challenge.realm()));
    text.append(", nonce=").append(HeaderText.quote(challenge.nonce()));
    text.append(", uri=\"").append(uri);
    text.append("\", response=\"").append(response);
    text.append("\", algorithm=").append(algorithm.token());
    if (qop != null) {
      text.append(", qop=").append(qop).append(", nc=").append(nc);
    }
    if (qop != null || algorithm.isSession()) {
      text.append(", cnonce=\"").append(cnonce).append('"');
    }
    if (challenge.opaque() != null) {
      text.append(", opaque=").append(HeaderText.quote(challenge.opaque()));
    }
    return text.toString();
  }

  /** The header value holds no password, yet it is not for logs either. */
  @Override
  public String toString() {
    return "DigestAnswer[algorithm=" + algorithm.token() + ", qop=" + qop + "]";
  }
}
