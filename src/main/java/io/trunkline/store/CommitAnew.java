package io.trunkline.store;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/**
 * Commits once more what could not be committed or was taken back: again and again while the
 * database does not answer, until the patience ends. For the writer's thread.
 */
final class CommitAnew {
  private static final Logger LOG = LoggerFactory.getLogger(CommitAnew.class);
  private static final long PAUSE_MILLIS = 100;

  private final GroupCommit group;
  private final StoreSettings settings;
  private final Runnable renew;
  private final Settling settling;
  private final CountDownLatch closed;

  /**
   * With what it commits by.
   *
   * @param renew leaves the connections that are open, because their database closed itself
   * @param closed ends the patience
   */
  CommitAnew(
      GroupCommit group,
      StoreSettings settings,
      Runnable renew,
      Settling settling,
      CountDownLatch closed) {
    this.group = group;
    this.settings = settings;
    this.renew = renew;
    this.settling = settling;
    this.closed = closed;
  }

  /** One after another, each until it has settled or the patience ends. */
  void commit(List<List<Write<?>>> batches) throws InterruptedException {
    group.takeBack();
    for (List<Write<?>> batch : batches) {
      if (!batch.isEmpty()) {
        untilSettled(batch);
      }
    }
    settling.done();
  }

  private void untilSettled(List<Write<?>> batch) throws InterruptedException {
    long end = System.nanoTime() + settings.patience().toNanos();
    boolean away = false;
    while (true) {
      try {
        group.commit(batch, List::of);
        settling.now();
        batch.forEach(Write::complete);
        if (away) {
          LOG.info("{} answers again", settings.place());
        }
        return;
      } catch (DataAccessException | TransactionException e) {
        if (StoreFaults.isClosed(e)) {
          renew.run();
        }
        if (System.nanoTime() >= end || closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          fail(batch, e);
          return;
        }
        if (!away) {
          LOG.warn("{} does not answer, trying again: {}", settings.place(), e.getMessage());
          away = true;
        }
      }
    }
  }

  private void fail(List<Write<?>> batch, RuntimeException e) {
    String what =
        StoreFaults.isReadOnly(e)
            ? "%s has been read-only for %s ms; nothing was acknowledged: let its user write again"
            : "%s did not answer within %s ms; nothing was acknowledged";
    String why = e instanceof TransientDataAccessResourceException ? ": " + e.getMessage() : "";
    String said = what.formatted(settings.place(), settings.patience().toMillis()) + why;
    StoreUnavailable error = new StoreUnavailable(said, e);
    batch.forEach(write -> write.fail(error));
  }
}
