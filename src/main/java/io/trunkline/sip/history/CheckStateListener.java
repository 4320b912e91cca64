package io.trunkline.sip.history;

import io.trunkline.sip.Verdict;
import org.jspecify.annotations.Nullable;

/** Is told when a target's state changed: outcome or failure class. */
@FunctionalInterface
public interface CheckStateListener {
  /**
   * Tells one change; called on the recording thread.
   *
   * @param before null for the first verdict of a series
   */
  void changed(@Nullable Verdict before, Verdict after);
}
