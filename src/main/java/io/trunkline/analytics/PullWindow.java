package io.trunkline.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of event time to be read, in UTC: no calendar and no daylight saving has a part in it.
 *
 * @param from its begin
 * @param to its end, not in it
 * @param gap the gap that it fills, 0 for none
 */
public record PullWindow(Instant from, Instant to, long gap) {
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  /** Refuses a stretch that ends before it begins. */
  public PullWindow {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a window ends after it begins, not " + from + " to " + to);
    }
  }

  /** A window that fills no gap. */
  static PullWindow of(Instant from, Instant to) {
    return new PullWindow(from, to, 0);
  }

  /**
   * Windows that follow each other without hole or overlap, none longer than asked; none for an
   * empty stretch.
   */
  static List<PullWindow> split(Instant from, Instant to, Duration longest, long gap) {
    List<PullWindow> windows = new ArrayList<>();
    for (Instant begin = from; begin.isBefore(to); begin = begin.plus(longest)) {
      Instant end = begin.plus(longest);
      windows.add(new PullWindow(begin, end.isBefore(to) ? end : to, gap));
    }
    return windows;
  }

  /** Both halves; the window itself when it is too short to be halved. */
  List<PullWindow> halves() {
    Duration length = Duration.between(from, to);
    if (length.compareTo(SHORTEST) <= 0) {
      return List.of(this);
    }
    Instant middle = from.plus(length.dividedBy(2));
    return List.of(new PullWindow(from, middle, gap), new PullWindow(middle, to, gap));
  }

  /** The API's form of an interval. */
  String interval() {
    return from.truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
        + "/"
        + to.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
  }
}
