package io.trunkline.genesys;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One org's calls per minute, shared by everything that calls it. Callers wait here; provisioning
 * goes before polling, and one refused call holds back all others until the platform's wait is
 * over.
 */
final class CallBudget {
  /** Who may call first. */
  enum Priority {
    PROVISIONING,
    POLLING
  }

  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final String org;
  private final int callsPerMinute;
  private final CallShare share;
  private CallWindow window;
  private int provisioningWaits;

  /** What is left of the slice that was taken last, and until when it may be used. */
  private int sliceLeft;

  private long sliceEndsNanos;
  private boolean othersHaveTheRest;

  /**
   * With a whole minute's calls to begin with.
   *
   * @param share asked before calls are made; other processes ask it too
   */
  CallBudget(String org, int callsPerMinute, CallShare share, LongSupplier nanos) {
    this.org = org;
    this.callsPerMinute = callsPerMinute;
    this.share = share;
    this.nanos = nanos;
    this.sliceEndsNanos = nanos.getAsLong();
    this.window = CallWindow.open(nanos.getAsLong(), callsPerMinute);
  }

  /** Waits for the permission to make one call. */
  void acquire(Priority priority) throws InterruptedException {
    boolean provisioning = priority == Priority.PROVISIONING;
    lock.lockInterruptibly();
    try {
      provisioningWaits += provisioning ? 1 : 0;
      try {
        awaitTurn(provisioning);
        window = window.taken(nanos.getAsLong());
        sliceLeft--;
      } finally {
        provisioningWaits -= provisioning ? 1 : 0;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(boolean provisioning) throws InterruptedException {
    while (true) {
      long wait = window.waitNanos(nanos.getAsLong());
      if (wait <= 0) {
        wait = sliceWaitNanos();
      }
      boolean givesWay = !provisioning && provisioningWaits > 0;
      if (wait <= 0 && !givesWay) {
        return;
      }
      changed.await(Math.max(wait, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
    }
  }

  /** Takes the next slice when the last one is used up: a thirtieth of what all may make. */
  private long sliceWaitNanos() {
    long now = nanos.getAsLong();
    boolean over = now - sliceEndsNanos >= 0;
    if (over || (sliceLeft <= 0 && !othersHaveTheRest)) {
      CallShare.Slice next = share.take(org, Math.max(1, callsPerMinute / 30), callsPerMinute);
      sliceLeft = next.calls();
      othersHaveTheRest = sliceLeft == 0;
      sliceEndsNanos = now + next.lasts().toNanos();
    }
    return sliceLeft > 0 ? 0 : Math.max(1, sliceEndsNanos - now);
  }

  /** Learns from an answer's {@code inin-ratelimit-*} headers. */
  void observe(Answer answer) {
    var count = answer.number("inin-ratelimit-count");
    var allowed = answer.number("inin-ratelimit-allowed");
    var reset = answer.number("inin-ratelimit-reset");
    if (count.isPresent() && allowed.isPresent() && reset.isPresent()) {
      change(now -> window.observed(now, count.getAsInt(), allowed.getAsInt(), reset.getAsInt()));
    }
  }

  /** Learns that the platform refused a call for this long. */
  void throttle(Duration retryAfter) {
    change(now -> window.throttled(now, retryAfter));
  }

  private void change(java.util.function.LongFunction<CallWindow> next) {
    lock.lock();
    try {
      window = next.apply(nanos.getAsLong());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
