package io.trunkline.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Who works with the routes of runs at the moment. While they are held nobody begins, and those who
 * work come to an end. Thread-safe.
 */
final class RouteUse {
  private int working;
  private boolean held;

  /** Begins to work; false while the routes are held. */
  synchronized boolean begin() {
    if (!held) {
      working++;
    }
    return !held;
  }

  /** Waits until the routes are free, then begins to work. */
  synchronized void beginWhenFree() {
    try {
      while (held) {
        wait();
      }
      working++;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while routes were exchanged", e);
    }
  }

  synchronized void end() {
    working--;
    notifyAll();
  }

  synchronized boolean isHeld() {
    return held;
  }

  /**
   * Lets nobody begin, and waits for those who work.
   *
   * @return false when some still work after {@code patience}; the routes are free again then
   */
  synchronized boolean hold(Duration patience) {
    held = true;
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (working > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          free();
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      free();
      return false;
    }
  }

  synchronized void free() {
    held = false;
    notifyAll();
  }
}
