package io.trunkline.sip.transaction;

/**
 * State of one non-INVITE client transaction (RFC 3261 section 17.1.2), immutable. Times are
 * nanoseconds of one monotonic clock. The owner sends a copy whenever {@link #copies} grew.
 *
 * @param phase where in figure 6 of the RFC we are
 * @param copies datagrams or stream messages sent so far
 * @param interval current gap of Timer E
 * @param nextCopy when Timer E fires; {@link Long#MAX_VALUE} on streams
 * @param end when Timer F or the check's own deadline fires
 */
public record TransactionState(Phase phase, int copies, long interval, long nextCopy, long end) {
  /** The states of figure 6; Terminated is told apart by how it was reached. */
  public enum Phase {
    TRYING,
    PROCEEDING,
    COMPLETED,
    TIMED_OUT
  }

  /**
   * The state after the first copy was sent.
   *
   * @param reliable whether the transport retransmits by itself (TCP, TLS): no Timer E
   * @param deadline when the check as a whole ends; cuts Timer F short
   */
  public static TransactionState start(
      long now, TransactionTimers timers, boolean reliable, long deadline) {
    long end = Math.min(now + timers.f(), deadline);
    long next = reliable ? Long.MAX_VALUE : now + timers.t1();
    return new TransactionState(Phase.TRYING, 1, timers.t1(), next, end);
  }

  /**
   * The state after a response to this transaction. A provisional one leaves Timer E running; when
   * it fires next, the gap becomes T2.
   */
  public TransactionState answered(int status) {
    if (isOver()) {
      return this;
    }
    return status < 200
        ? new TransactionState(Phase.PROCEEDING, copies, interval, nextCopy, end)
        : new TransactionState(Phase.COMPLETED, copies, interval, Long.MAX_VALUE, end);
  }

  /** The state at this time: the same, with one more copy due, or timed out. */
  public TransactionState at(long now, TransactionTimers timers) {
    if (isOver()) {
      return this;
    }
    if (now >= end) {
      return new TransactionState(Phase.TIMED_OUT, copies, interval, Long.MAX_VALUE, end);
    }
    if (now < nextCopy) {
      return this;
    }
    long gap = phase == Phase.PROCEEDING ? timers.t2() : Math.min(2 * interval, timers.t2());
    return new TransactionState(phase, copies + 1, gap, nextCopy + gap, end);
  }

  /** When to call {@link #at} next. */
  public long due() {
    return Math.min(nextCopy, end);
  }

  /** Whether nothing more is to be sent or awaited. */
  public boolean isOver() {
    return phase == Phase.COMPLETED || phase == Phase.TIMED_OUT;
  }
}
