package io.trunkline.genesys;

import java.time.Duration;

/** Deals out an org's calls per minute among processes that share them. Thread-safe, may block. */
@FunctionalInterface
public interface CallShare {
  /** For a process that shares with nobody: as many as it asks for. */
  CallShare ALL = (org, calls, perMinute) -> new Slice(Integer.MAX_VALUE, Duration.ofMinutes(1));

  /**
   * Takes calls of the present minute.
   *
   * @param org whose
   * @param calls how many at most
   * @param perMinute how many all processes together may make in a minute
   * @return what is left for this process, perhaps nothing
   */
  Slice take(String org, int calls, int perMinute);

  /**
   * A share of a minute's calls.
   *
   * @param calls that may be made; 0 when others took them all
   * @param lasts how long; afterwards the next minute's may be asked for
   */
  record Slice(int calls, Duration lasts) {}
}
