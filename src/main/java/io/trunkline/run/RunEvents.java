package io.trunkline.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to those who watch. */
public final class RunEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

  private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

  /** Watches all runs of this node until the subscription is closed. */
  public Subscription subscribe(RunListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Watches one run of this node until the subscription is closed. */
  public Subscription subscribe(String runId, RunListener listener) {
    return subscribe(
        event -> {
          if (event.runId().equals(runId)) {
            listener.happened(event);
          }
        });
  }

  void publish(RunEvent event) {
    for (RunListener listener : listeners) {
      try {
        listener.happened(event);
      } catch (RuntimeException e) {
        LOG.warn(
            "run {}: a listener failed on {}", event.runId(), event.getClass().getSimpleName(), e);
      }
    }
  }

  /** Ends watching when closed; closing twice does no harm. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
