package io.trunkline.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When a trunk that goes up and down is told of once, as degraded, instead of with every turn.
 *
 * @param changes how many changes within the window make a trunk flap; 0 never
 * @param window how far back changes count
 */
public record FlapRule(int changes, Duration window) {
  /** Every change is told. */
  public static final FlapRule OFF = new FlapRule(0, Duration.ZERO);

  /**
   * The changes that count at a time, the newest so many as decide: a state that kept all of a
   * storm would grow with each of them.
   */
  List<Instant> counted(List<Instant> all, Instant now) {
    Instant oldest = now.minus(window);
    List<Instant> counted = new ArrayList<>(all);
    counted.removeIf(at -> at.isBefore(oldest));
    Collections.sort(counted);
    return List.copyOf(counted.subList(Math.max(0, counted.size() - changes), counted.size()));
  }

  boolean flaps(List<Instant> counted) {
    return changes > 0 && counted.size() >= changes;
  }
}
