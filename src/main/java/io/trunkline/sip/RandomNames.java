package io.trunkline.sip;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names that nobody can guess (RFC 3261 sections 8.1.1.7 and 19.3). Drawn by the page, because each
 * draw of a {@link SecureRandom} costs system calls. For one thread.
 */
final class RandomNames {
  private static final HexFormat HEX = HexFormat.of();
  private static final int PAGE = 4096;

  private final SecureRandom random;
  private final byte[] page = new byte[PAGE];
  private int used = PAGE;

  RandomNames(SecureRandom random) {
    this.random = random;
  }

  /** So many random bytes in lower-case hexadecimal, never the same ones twice. */
  String next(int bytes) {
    if (used + bytes > PAGE) {
      random.nextBytes(page);
      used = 0;
    }
    used += bytes;
    return HEX.formatHex(page, used - bytes, used);
  }
}
