package io.trunkline.genesys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.genesys.notification.Gap;
import io.trunkline.genesys.notification.Notification;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what a watch heard, in its order, by one thread: what waits together goes together. What
 * cannot be handed on is told to the watch, which reads all trunks again.
 */
final class NotificationDelivery {
  private static final int BATCH = 500;
  private static final int MOST_WAITING = 50_000;

  private final Route route;
  private final ExecutorService worker;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private BiConsumer<Instant, String> loss = (from, reason) -> {};
  private boolean busy;
  private @Nullable Instant droppedFrom;

  /** Where it goes. */
  interface Route {
    /**
     * Returns when it was taken.
     *
     * @throws Exception when it was not
     */
    void take(String kind, Object body, @Nullable Instant observedAt) throws Exception;
  }

  private record Trunks(ArrayNode trunks, Instant askedAt) {}

  NotificationDelivery(Route route, ExecutorService worker) {
    this.route = route;
    this.worker = worker;
  }

  /** Who is told that events from a time on were lost. */
  void onLoss(BiConsumer<Instant, String> listener) {
    loss = listener;
  }

  void event(Notification event) {
    add(event, event.heardAt());
  }

  void trunks(ArrayNode trunks, Instant askedAt) {
    add(new Trunks(trunks, askedAt), askedAt);
  }

  void gap(Gap gap) {
    add(gap, gap.to());
  }

  private synchronized void add(Object item, Instant at) {
    if (waiting.size() >= MOST_WAITING) {
      droppedFrom = droppedFrom == null ? at : droppedFrom;
      return;
    }
    waiting.add(item);
    if (!busy) {
      busy = true;
      try {
        worker.execute(this::drain);
      } catch (RejectedExecutionException e) {
        // The consumer stops: the next one begins with a reading of all trunks.
        busy = false;
      }
    }
  }

  private void drain() {
    for (List<Object> next = next(); !next.isEmpty(); next = next()) {
      try {
        hand(next);
      } catch (Exception e) {
        loss.accept(
            from(next.get(0)), "events could not be handed on: " + String.valueOf(e.getMessage()));
      }
    }
  }

  /** One reading, one gap, or the events before the next of them. */
  private synchronized List<Object> next() {
    List<Object> next = new ArrayList<>();
    while (next.size() < BATCH && waiting.peek() instanceof Notification) {
      next.add(waiting.remove());
    }
    if (next.isEmpty() && !waiting.isEmpty()) {
      next.add(waiting.remove());
    }
    if (next.isEmpty()) {
      busy = false;
      Instant from = droppedFrom;
      droppedFrom = null;
      if (from != null) {
        loss.accept(from, "more events came than could be handed on");
      }
    }
    return next;
  }

  private void hand(List<Object> next) throws Exception {
    Object first = next.get(0);
    if (first instanceof Trunks read) {
      route.take(GenesysConstants.TRUNKS, read.trunks(), read.askedAt());
    } else if (first instanceof Gap) {
      route.take(GenesysConstants.GAP, first, null);
    } else {
      route.take(GenesysConstants.EVENTS, next, null);
    }
  }

  private static Instant from(Object item) {
    if (item instanceof Notification event) {
      return event.heardAt();
    }
    if (item instanceof Trunks read) {
      return read.askedAt();
    }
    Gap gap = (Gap) item;
    return gap.from() == null ? gap.to() : gap.from();
  }
}
