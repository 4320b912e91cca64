package io.trunkline.reload;

import java.time.Duration;

/** Those whose work must not lose its routes under way. */
public interface RoutesHeld {
  /**
   * Stops them at the next point from which they can go on with other routes.
   *
   * @return false when they did not come to one within {@code patience}; they go on then
   */
  boolean hold(Duration patience);

  /**
   * Every route is taken away: what only waits for its moment in one ends now, and begins anew with
   * the next turn of its route.
   */
  void endWaits();

  /** Lets them go on. */
  void free();
}
