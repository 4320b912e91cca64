package io.trunkline.simulator.org;

import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids of new entities: random, or drawn from a seed so that a run can be repeated. */
public final class Ids {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = Long.MIN_VALUE;

  private final String org;
  private final @Nullable Long seed;
  private @Nullable SplittableRandom random;

  /**
   * @param org the organization's name; two organizations of one seed have different ids
   * @param seed or null for random ids
   */
  public Ids(String org, @Nullable Long seed) {
    this.org = org;
    this.seed = seed;
    restart();
  }

  /** Begins with the first id again, if there is a seed. */
  void restart() {
    random = seed == null ? null : new SplittableRandom(seed * 31 + org.hashCode());
  }

  /** Whether the same ids come again after a restart. */
  boolean repeat() {
    return seed != null;
  }

  /** The next id, a UUID of version 4. */
  String next() {
    if (random == null) {
      return UUID.randomUUID().toString();
    }
    long high = (random.nextLong() & ~0xF000L) | VERSION_4;
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low).toString();
  }
}
