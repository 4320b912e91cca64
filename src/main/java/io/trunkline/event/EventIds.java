package io.trunkline.event;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids that sort by their time (UUID version 7, RFC 9562 section 5.7), so that rows written together
 * lie together.
 */
final class EventIds {
  private final SecureRandom random = new SecureRandom();

  String next(Instant at) {
    byte[] noise = new byte[10];
    random.nextBytes(noise);
    long high = at.toEpochMilli() << 16 | 0x7000L | (noise[0] & 0x0fL) << 8 | (noise[1] & 0xffL);
    long low = 0;
    for (int i = 2; i < noise.length; i++) {
      low = low << 8 | (noise[i] & 0xffL);
    }
    return new UUID(high, low & 0x3fffffffffffffffL | 0x8000000000000000L).toString();
  }
}
