package io.trunkline.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The digest algorithms we answer (RFC 7616 section 6.1, RFC 8760), weakest first. */
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true),
  SHA_512_256("SHA-512-256", "SHA-512/256", false),
  SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true);

  private static final HexFormat HEX = HexFormat.of();
  private static final DigestAlgorithm[] ALL = values();

  private final String token;
  private final String javaName;
  private final boolean session;
  private final Optional<DigestAlgorithm> found = Optional.of(this);

  DigestAlgorithm(String token, String javaName, boolean session) {
    this.token = token;
    this.javaName = javaName;
    this.session = session;
  }

  /** The algorithm of this name in any case, or empty when we do not know it. */
  public static Optional<DigestAlgorithm> named(String token) {
    for (DigestAlgorithm algorithm : ALL) {
      if (algorithm.token.equalsIgnoreCase(token)) {
        return algorithm.found;
      }
    }
    return Optional.empty();
  }

  /** The name as it stands in challenges. */
  public String token() {
    return token;
  }

  /** Whether this is a {@code -sess} form, whose A1 includes nonce and cnonce. */
  public boolean isSession() {
    return session;
  }

  /** A new digest of this algorithm, for {@link #hex}. */
  MessageDigest digest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks " + javaName, e);
    }
  }

  /** Lower-case hexadecimal digest of the text's UTF-8 bytes. */
  static String hex(MessageDigest digest, String text) {
    return HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
