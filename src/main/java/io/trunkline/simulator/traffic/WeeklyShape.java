package io.trunkline.simulator.traffic;

import java.time.Duration;

/**
 * How calls spread over a week, in slots of ten minutes of UTC: office hours with a dip at noon, a
 * busy Monday, quiet week-ends. How many calls began before a slot is arithmetic, so that any
 * moment of years can be looked at at once.
 */
final class WeeklyShape {
  /** Length of a slot in milliseconds. */
  static final long SLOT = Duration.ofMinutes(10).toMillis();

  private static final int PER_HOUR = 6;
  private static final int PER_WEEK = 7 * 24 * PER_HOUR;

  /** The epoch was a Thursday; slots of the week are counted from Monday. */
  private static final long MONDAY = 3L * 24 * PER_HOUR;

  private static final int[] HOURS = {
    2, 1, 1, 1, 1, 2, 8, 20, 50, 85, 100, 95, 70, 75, 95, 100, 85, 60, 35, 22, 14, 9, 6, 3
  };
  private static final int[] DAYS = {12, 10, 10, 10, 9, 4, 2};
  private static final long[] BEFORE = before();

  private WeeklyShape() {}

  private static long[] before() {
    long[] before = new long[PER_WEEK + 1];
    for (int slot = 0; slot < PER_WEEK; slot++) {
      int hour = slot / PER_HOUR % HOURS.length;
      int into = slot % PER_HOUR;
      int level = HOURS[hour] * (PER_HOUR - into) + HOURS[(hour + 1) % HOURS.length] * into;
      before[slot + 1] = before[slot] + (long) level * DAYS[slot / PER_HOUR / HOURS.length];
    }
    return before;
  }

  /** The slot that a moment is in. */
  static long slot(long epochMillis) {
    return Math.floorDiv(epochMillis, SLOT);
  }

  /**
   * Calls that began before a slot.
   *
   * @param perWeek calls of a whole week
   * @param phase from 0 to less than 1,000; shifts the rounding, so that trunks do not step
   *     together
   */
  static long callsBefore(long slot, long perWeek, int phase) {
    long sinceMonday = slot + MONDAY;
    long weeks = Math.floorDiv(sinceMonday, (long) PER_WEEK);
    long share = BEFORE[Math.floorMod(sinceMonday, PER_WEEK)] * perWeek * 1000 / BEFORE[PER_WEEK];
    return weeks * perWeek + Math.floorDiv(share + phase, 1000);
  }
}
