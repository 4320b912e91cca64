package io.trunkline.event;

import java.nio.ByteBuffer;
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
    ByteBuffer bits = ByteBuffer.wrap(noise);
    long high = (at.toEpochMilli() << 16) | 0x7000L | (bits.getShort() & 0x0fffL);
    long low = (bits.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
