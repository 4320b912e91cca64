package io.trunkline.provisioning;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Lends what a case needs for itself to the cases of a class that run side by side. */
final class SideBySide<T extends AutoCloseable> {
  private final BlockingQueue<T> free;

  SideBySide(List<T> all) {
    free = new ArrayBlockingQueue<>(all.size(), false, all);
  }

  /** What one case does with what it was lent. */
  interface Case<T> {
    void run(T lent) throws Exception;
  }

  /** Runs a case as soon as something is free. */
  void run(Case<T> one) throws Exception {
    T lent = free.take();
    try {
      one.run(lent);
    } finally {
      free.add(lent);
    }
  }

  /** Closes what was lent, when no case runs any more. */
  void end() throws Exception {
    for (T each : free) {
      each.close();
    }
  }
}
