package io.trunkline.event.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of the outbox is on its way to one sink: a lane for each subject, of which one entry at a
 * time is under way. Pure but for its own state; the caller holds the lock.
 */
final class Lanes {
  private final RetryRule rule;
  private final Map<String, Lane> lanes = new HashMap<>();
  // A lane with something waiting is under way, ready or resting: what is next is found without a
  // search, however many subjects wait.
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final PriorityQueue<Lane> resting =
      new PriorityQueue<>(Comparator.comparing((Lane lane) -> lane.notBefore));
  private final TreeSet<Long> open = new TreeSet<>();
  private final Map<Long, Integer> refusals = new HashMap<>();
  private long read;
  private int underWay;
  private int outages;
  private Instant pausedUntil = Instant.MIN;

  private static final class Lane {
    final Deque<Entry> waiting = new ArrayDeque<>();
    Instant notBefore = Instant.MIN;
  }

  Lanes(RetryRule rule, long done) {
    this.rule = rule;
    this.read = done;
  }

  /** Everything up to this number was read. */
  long read() {
    return read;
  }

  /** How many entries are neither delivered nor put aside. */
  int size() {
    return open.size();
  }

  /** How many are being delivered at this moment. */
  int underWay() {
    return underWay;
  }

  /** Everything up to this number is delivered or put aside. */
  long done() {
    return open.isEmpty() ? read : open.first() - 1;
  }

  /** The next entry in order. */
  void add(Entry entry) {
    read = entry.seq();
    open.add(entry.seq());
    Lane lane = lanes.get(entry.lane());
    if (lane == null) {
      lane = new Lane();
      lanes.put(entry.lane(), lane);
      ready.addLast(lane);
    }
    lane.waiting.add(entry);
  }

  /** An entry that this sink does not want. */
  void skip(Entry entry) {
    read = entry.seq();
  }

  /** The next entry to deliver now, or null; it is under way then. */
  @Nullable Entry next(Instant now, int mostUnderWay) {
    // While the sink is away, one entry at a time finds out whether it is back.
    int most = outages > 0 ? 1 : mostUnderWay;
    if (underWay >= most || now.isBefore(pausedUntil)) {
      return null;
    }
    while (!resting.isEmpty() && !now.isBefore(resting.element().notBefore)) {
      ready.addLast(resting.remove());
    }
    Lane lane = ready.pollFirst();
    if (lane == null) {
      return null;
    }
    underWay++;
    return lane.waiting.getFirst();
  }

  /** It reached the sink, or was put aside. */
  void delivered(Entry entry, boolean sinkAnswered) {
    if (sinkAnswered) {
      outages = 0;
      pausedUntil = Instant.MIN;
    }
    refusals.remove(entry.seq());
    underWay--;
    open.remove(entry.seq());
    Lane lane = lanes.get(entry.lane());
    if (lane != null) {
      lane.waiting.removeFirst();
      if (lane.waiting.isEmpty()) {
        lanes.remove(entry.lane());
      } else {
        ready.addLast(lane);
      }
    }
  }

  /** How often it was refused, this time included. */
  int refusedAgain(Entry entry) {
    return refusals.merge(entry.seq(), 1, Integer::sum);
  }

  /** It will be tried again. */
  void failed(Entry entry, DeliveryFailure failure, Instant now) {
    underWay--;
    Lane lane = lanes.get(entry.lane());
    if (lane == null) {
      return;
    }
    if (failure.refused()) {
      outages = 0;
      lane.notBefore = now.plus(rule.wait(refusals.getOrDefault(entry.seq(), 1)));
      resting.add(lane);
    } else {
      // The oldest goes on finding out whether the sink is back.
      ready.addFirst(lane);
      outages++;
      Duration asked = failure.retryAfter();
      Duration wait = rule.wait(outages);
      pausedUntil = now.plus(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }
  }
}
