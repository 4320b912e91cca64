package io.trunkline.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of runs: UUID version 7 (RFC 9562 section 5.7) whose twelve bits after the time count within
 * the millisecond, so that the ids of one process sort in the order they were given. Thread-safe.
 */
final class RunIds {
  private static final int COUNTER_BITS = 12;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  String next(Instant now) {
    long earliest = now.toEpochMilli() << COUNTER_BITS;
    long mine = last.updateAndGet(before -> Math.max(before + 1, earliest));
    long millis = mine >>> COUNTER_BITS;
    long counter = mine & ((1L << COUNTER_BITS) - 1);
    long high = (millis << 16) | VERSION | counter;
    return new UUID(high, VARIANT | (random.nextLong() >>> 2)).toString();
  }
}
