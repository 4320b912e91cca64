package io.trunkline.event.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A sink belongs to one node at a time: this node's lease of it. Thread-safe. */
final class SinkLease {
  /** How long it lasts without renewal. */
  static final Duration LASTS = Duration.ofSeconds(15);

  private static final Duration RENEWAL = Duration.ofSeconds(5);

  private final OutboxTables tables;
  private final String sink;
  private final String node;
  private final Clock clock;
  private Instant until = Instant.MIN;

  SinkLease(OutboxTables tables, String sink, String node, Clock clock) {
    this.tables = tables;
    this.sink = sink;
    this.node = node;
    this.clock = clock;
  }

  /** Takes or renews it when it is time; false when another node has it. */
  boolean hold() {
    Instant now = clock.instant();
    if (!over(now.plus(LASTS).minus(RENEWAL))) {
      return true;
    }
    boolean held = tables.lease(sink, node, LASTS);
    end(held ? now.plus(LASTS) : Instant.MIN);
    return held;
  }

  private synchronized void end(Instant at) {
    until = at;
  }

  /** Whether it has ended by then, as far as this node knows. */
  synchronized boolean over(Instant then) {
    return !then.isBefore(until);
  }
}
