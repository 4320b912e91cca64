package io.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Forces the embedded database's commits to the disk on a thread of its own, while its writer goes
 * on with the next: the database writes at commit, and shows it to others, but forces only when
 * told. Commits that come while the disk is busy share the next force.
 */
final class DiskForce implements Settling, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskForce.class);

  private final DatabaseFile file;
  private final Thread thread;
  private final List<Committed> waiting = new ArrayList<>();
  private long begun;
  private long settled;
  private long epoch;
  private boolean forcing;
  private boolean failed;
  private boolean closed;

  /**
   * One commit.
   *
   * @param number how many had begun
   */
  private record Committed(List<Write<?>> writes, long number) {
    boolean durable() {
      return writes.stream().anyMatch(write -> write.durable);
    }
  }

  /** Over the file of the database. */
  DiskForce(DatabaseFile file) {
    this.file = file;
    this.thread = new Thread(this, "store-force");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void begin() {
    begun++;
  }

  @Override
  public void hand(List<Write<?>> committed) {
    synchronized (this) {
      Committed next = new Committed(committed, begun);
      boolean first = waiting.isEmpty() && !forcing && !failed;
      if (!first || next.durable()) {
        waiting.add(next);
        notifyAll();
        return;
      }
      settle(next.number());
    }
    committed.forEach(Write::complete);
  }

  private void settle(long number) {
    settled = number;
    notifyAll();
  }

  @Override
  public void run() {
    try {
      for (List<Committed> some = next(); !some.isEmpty(); some = next()) {
        settle(some);
      }
    } catch (InterruptedException e) {
      // Nobody but this class knows the thread, and it ends by closing.
      LOG.warn("the store's force was interrupted");
    }
  }

  /** What has come; empty at the end. */
  private synchronized List<Committed> next() throws InterruptedException {
    while (failed || waiting.isEmpty()) {
      if (closed) {
        return List.of();
      }
      wait();
    }
    forcing = true;
    return List.copyOf(waiting);
  }

  private void settle(List<Committed> some) {
    boolean done = !some.stream().anyMatch(Committed::durable) || forced();
    synchronized (this) {
      forcing = false;
      failed = !done;
      if (done) {
        waiting.subList(0, some.size()).clear();
        settle(some.get(some.size() - 1).number());
      }
      notifyAll();
    }
    if (done) {
      some.forEach(commit -> commit.writes().forEach(Write::complete));
    }
  }

  private boolean forced() {
    try {
      file.force();
      return true;
    } catch (DataAccessException e) {
      LOG.warn("committed writes are committed anew: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public synchronized boolean busy() {
    return (forcing || !waiting.isEmpty()) && !failed;
  }

  @Override
  public synchronized boolean failed() {
    return failed;
  }

  @Override
  public synchronized List<List<Write<?>>> takeBack() throws InterruptedException {
    while (forcing || (!waiting.isEmpty() && !failed)) {
      wait();
    }
    List<List<Write<?>>> back = waiting.stream().map(Committed::writes).toList();
    waiting.clear();
    failed = false;
    epoch++;
    notifyAll();
    return back;
  }

  @Override
  public void now() {
    file.force();
  }

  @Override
  public synchronized void done() {
    settle(begun);
  }

  @Override
  public synchronized long epoch() {
    return epoch;
  }

  @Override
  public synchronized boolean await(long before) {
    long seen = begun;
    boolean interrupted = false;
    while (settled < seen && epoch == before && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return epoch == before;
  }

  /** Ends once everything was taken back or has settled. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
