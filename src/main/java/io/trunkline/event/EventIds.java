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
  private static final int NOISE = Short.BYTES + Long.BYTES;

  private final SecureRandom random = new SecureRandom();

  /** For many: to ask for the noise of each costs more than the rest of it. */
  private final ByteBuffer bits = ByteBuffer.allocate(64 * NOISE).limit(0);

  synchronized String next(Instant at) {
    if (!bits.hasRemaining()) {
      random.nextBytes(bits.array());
      bits.clear();
    }
    long high = (at.toEpochMilli() << 16) | 0x7000L | (bits.getShort() & 0x0fffL);
    long low = (bits.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
