package io.trunkline.sip;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the checks of one target apart: at most so many a second, evenly spaced. Pure but for its
 * map; times are nanoseconds of the caller's clock.
 */
final class TargetPace {
  private static final int FIRST_PRUNE = 10_000;

  private final long gap;
  private final Map<Object, Long> free = new HashMap<>();
  private int pruneAt = FIRST_PRUNE;

  /** A pace of so many checks a second and target; 0 means unbounded. */
  TargetPace(double perSecond) {
    this.gap = perSecond <= 0 ? 0 : (long) (1e9 / perSecond);
  }

  /**
   * Takes the next slot.
   *
   * @return how long to wait, at most {@code longest}; -1 when no slot is that near, and none is
   *     taken
   */
  long reserve(Object target, long now, long longest) {
    if (gap == 0) {
      return 0;
    }
    Long next = free.get(target);
    long slot = next == null || next - now < 0 ? now : next;
    if (slot - now > longest) {
      return -1;
    }
    if (free.size() >= pruneAt) {
      free.values().removeIf(time -> time - now < 0);
      pruneAt = Math.max(FIRST_PRUNE, 2 * free.size());
    }
    free.put(target, slot + gap);
    return slot - now;
  }
}
