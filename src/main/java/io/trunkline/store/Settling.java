package io.trunkline.store;

import java.util.List;

/**
 * What lies between a commit that others see and one that a crash cannot take back. The writer
 * hands over what it committed; it is acknowledged here, in the order of the commits.
 */
interface Settling extends AutoCloseable {
  /** A commit follows. Whoever reads from now on may see it before it has settled. */
  void begin();

  /** Acknowledges writes once their commit has settled. */
  void hand(List<Write<?>> committed);

  /** Whether a commit now would wait for those before it: what else comes may still join it. */
  boolean busy();

  /** Whether commits could not settle, so that nothing does before they are taken back. */
  boolean failed();

  /**
   * Waits until nothing is under way.
   *
   * @return what could not settle and must be committed anew, the oldest first
   */
  List<List<Write<?>>> takeBack() throws InterruptedException;

  /** Settles what is committed, at once. */
  void now();

  /** All that was begun has settled, or was given up. */
  void done();

  /** A number that changes when what was seen may have been taken back. */
  long epoch();

  /**
   * Waits until what was seen up to now has settled.
   *
   * @param epoch the number from before it was seen
   * @return false when it may have been taken back and must be looked at anew
   */
  boolean await(long epoch);

  @Override
  void close();
}
