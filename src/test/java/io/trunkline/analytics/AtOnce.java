package io.trunkline.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several who write the same at the same moment. */
final class AtOnce {
  private AtOnce() {}

  /** Runs them side by side and throws what one of them threw. */
  static void run(List<Runnable> works) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    try {
      CyclicBarrier together = new CyclicBarrier(works.size());
      List<Future<?>> all = new ArrayList<>();
      for (Runnable work : works) {
        Callable<Boolean> begun =
            () -> {
              together.await();
              work.run();
              return true;
            };
        all.add(threads.submit(begun));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
