package io.trunkline.sip.history;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.trunkline.sip.Verdict;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/** Takes each verdict into history and metrics, and tells listeners what changed. */
public final class CheckRecorder {
  private final CheckHistory history;
  private final CheckMetrics metrics;
  private final List<CheckStateListener> listeners;

  /** A recorder for this history. */
  public CheckRecorder(
      CheckHistory history, CheckMetrics metrics, List<CheckStateListener> listeners) {
    this.history = history;
    this.metrics = metrics;
    this.listeners = List.copyOf(listeners);
  }

  /** Records one verdict; also the method for routes. */
  @Handler
  @CanIgnoreReturnValue
  public Verdict record(@Body Verdict verdict) {
    Verdict before = history.add(verdict).orElse(null);
    metrics.record(verdict);
    if (isChange(before, verdict)) {
      listeners.forEach(listener -> listener.changed(before, verdict));
    }
    return verdict;
  }

  private static boolean isChange(@Nullable Verdict before, Verdict after) {
    return before == null
        || before.outcome() != after.outcome()
        || before.failure() != after.failure();
  }
}
