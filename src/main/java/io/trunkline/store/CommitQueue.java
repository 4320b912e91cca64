package io.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Writes of this process, in the order given. What waits is committed together, so that many
 * writers share one fsync; a write that fails takes back only itself. A database that does not
 * answer is tried again until the patience ends. A write may be repeated after a commit whose
 * answer was lost, or once more after one beside it refused: every write must be one that does no
 * harm twice. Thread-safe.
 */
public final class CommitQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);
  private static final int TOGETHER = 256;
  private static final long PAUSE_MILLIS = 100;
  private static final long LOOK_MICROS = 500;

  private final BlockingQueue<Write<?>> waiting = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final StoreSettings settings;
  private final Thread writer;
  private final Runnable awaitOpen;
  private final GroupCommit group;
  private final Settling settling;
  private final CommitAnew anew;

  /**
   * Begins to write.
   *
   * @param awaitOpen returns when the database is open, or throws why it never will be
   * @param renew leaves the connections that are open, because their database closed itself
   * @param settling acknowledges what was committed; is closed with this
   */
  CommitQueue(
      DataSource dataSource,
      StoreSettings settings,
      Runnable awaitOpen,
      Runnable renew,
      Settling settling) {
    this.awaitOpen = awaitOpen;
    this.group = new GroupCommit(dataSource, settings, settling);
    this.settings = settings;
    this.settling = settling;
    this.anew = new CommitAnew(group, settings, renew, settling, closed);
    this.writer = new Thread(this::writeUntilClosed, "store-writer");
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Writes and waits for the commit.
   *
   * @param work runs in a transaction on the writer's thread; what it throws takes it back
   * @return what the work returned
   * @throws StoreUnavailable when the database did not answer within the patience
   */
  public <T> T commit(Function<JdbcClient, T> work) {
    return submit(new Write<>(work, false));
  }

  /** As {@link #commit}, and the commit outlives a power cut. */
  public <T> T commitDurably(Function<JdbcClient, T> work) {
    return submit(new Write<>(work, true));
  }

  /**
   * As {@link #commitDurably}, without waiting.
   *
   * @return completes on a thread of the store, which must not be held
   */
  public <T> CompletableFuture<T> commitDurablyLater(Function<JdbcClient, T> work) {
    Write<T> write = new Write<>(work, true);
    hand(write);
    return write.done;
  }

  /**
   * As {@link #commit}, without waiting: committed at the latest with the next write.
   *
   * @return completes on a thread of the store, which must not be held
   */
  public <T> CompletableFuture<T> commitLater(Function<JdbcClient, T> work) {
    Write<T> write = new Write<>(work, false);
    hand(write);
    return write.done;
  }

  /**
   * What a write saw or locked still holds for the writes after it that are told the same number:
   * nothing was taken back between them, and they share a transaction or have the database to
   * themselves. To be asked by writes only.
   */
  public long view() {
    return group.view();
  }

  /**
   * Grows whenever something that a write did may have been taken back: what a write keeps in
   * memory holds for the writes after it that are told the same number, as far as no other process
   * wrote. To be asked by writes only.
   */
  public long takenBack() {
    return group.takenBack();
  }

  /**
   * Tells the writes that follow to look anew. To be called by a write that changes what is seen.
   */
  public void endView() {
    group.endView();
  }

  /**
   * What the writes of this transaction leave to be written together at its end, after all that
   * they write themselves. To be asked by writes only, each time anew.
   *
   * @param fresh makes it for the first write that leaves something
   */
  public <T extends Gathered> T gathered(Class<T> kind, Supplier<T> fresh) {
    return group.gathered(kind, fresh);
  }

  /** Writes soon: with the next commit, and before every write that is given later. */
  public void enqueue(Consumer<JdbcClient> work) {
    waiting.add(
        new Write<>(
            client -> {
              work.accept(client);
              return true;
            },
            false));
  }

  private <T> T submit(Write<T> write) {
    hand(write);
    return await(write.done);
  }

  /**
   * Waits for a write that was given without waiting, and throws what {@link #commit} would.
   *
   * @return what the write returned
   */
  public static <T> T await(CompletableFuture<T> given) {
    try {
      return given.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void hand(Write<?> write) {
    waiting.add(write);
    if (closed.getCount() == 0) {
      write.fail(new StoreUnavailable(settings.place() + " is closed", null));
    }
  }

  private void writeUntilClosed() {
    StoreUnavailable neverOpened = neverOpened();
    while (closed.getCount() > 0 || !waiting.isEmpty()) {
      try {
        List<Write<?>> batch = next(PAUSE_MILLIS * 1_000, TOGETHER);
        if (neverOpened != null) {
          batch.forEach(write -> write.fail(neverOpened));
        } else if (!batch.isEmpty() || settling.failed()) {
          write(batch);
        }
      } catch (InterruptedException e) {
        // Nobody but this class knows the thread, and it ends by closing.
        LOG.warn("the store's writer was interrupted and goes on");
      }
    }
    settleLast();
  }

  private List<Write<?>> next(long micros, int most) {
    List<Write<?>> some = new ArrayList<>();
    try {
      Write<?> first = waiting.poll(micros, TimeUnit.MICROSECONDS);
      if (first != null) {
        some.add(first);
        waiting.drainTo(some, most - 1);
      }
    } catch (InterruptedException e) {
      // Nobody but this class knows the thread, and it ends by closing.
      LOG.warn("the store's writer was interrupted and goes on");
    }
    return some;
  }

  /** What comes while the disk is busy with those before: the next commit has to wait for it. */
  private List<Write<?>> joining(int most) {
    List<Write<?>> more = new ArrayList<>();
    while (most > 0 && more.isEmpty() && settling.busy()) {
      more.addAll(next(LOOK_MICROS, most));
    }
    return more;
  }

  private void settleLast() {
    try {
      anew.commit(settling.takeBack());
    } catch (InterruptedException e) {
      LOG.warn("the store's writer was interrupted at its end");
    }
  }

  private @Nullable StoreUnavailable neverOpened() {
    try {
      awaitOpen.run();
      return null;
    } catch (StoreUnavailable e) {
      return e;
    }
  }

  private void write(List<Write<?>> batch) throws InterruptedException {
    if (!settling.failed() && committed(batch)) {
      settling.hand(batch);
      return;
    }
    List<List<Write<?>>> all = new ArrayList<>(settling.takeBack());
    all.add(batch);
    anew.commit(all);
  }

  private boolean committed(List<Write<?>> batch) {
    try {
      group.commit(batch, () -> joining(TOGETHER - batch.size()));
      return true;
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("a group could not be committed at once", e);
      return false;
    }
  }

  /** Commits what waits, then ends; later writes fail. */
  @Override
  public void close() {
    closed.countDown();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    settling.close();
    List<Write<?>> late = new ArrayList<>();
    waiting.drainTo(late);
    late.forEach(write -> write.fail(new StoreUnavailable(settings.place() + " is closed", null)));
  }
}
