package io.trunkline.store;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server's commits: nobody sees one before it is on the disk. They are acknowledged on a thread
 * of their own, because hundreds may wait for one, and the writer goes on meanwhile.
 */
final class AtCommit implements Settling {
  private static final long CLOSE_SECONDS = 5;

  private final ExecutorService told =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "store-acknowledge");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public void begin() {}

  @Override
  public void hand(List<Write<?>> committed) {
    told.execute(() -> committed.forEach(Write::complete));
  }

  @Override
  public boolean busy() {
    return false;
  }

  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public List<List<Write<?>>> takeBack() {
    return List.of();
  }

  @Override
  public void now() {}

  @Override
  public void done() {}

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public boolean await(long epoch) {
    return true;
  }

  @Override
  public void close() {
    told.shutdown();
    try {
      if (!told.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        told.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
