package io.trunkline.simulator.org;

/** Runs work later on the thread that owns the organizations. */
@FunctionalInterface
public interface Scheduler {
  /** Runs {@code work} after {@code delayMillis}, at once when that is 0 or less. */
  void after(long delayMillis, Runnable work);
}
