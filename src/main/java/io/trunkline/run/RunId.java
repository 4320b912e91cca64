package io.trunkline.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of runs: UUID version 7 (RFC 9562 section 5.7), so that they sort by time. */
final class RunId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunId() {}

  static String at(Instant time) {
    long version7 = 0x7000L | RANDOM.nextInt(0x1000);
    long variant = 0x8000000000000000L | (RANDOM.nextLong() >>> 2);
    return new UUID((time.toEpochMilli() << 16) | version7, variant).toString();
  }
}
