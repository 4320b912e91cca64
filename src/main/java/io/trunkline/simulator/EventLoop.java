package io.trunkline.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;

/** The one thread on which organizations and requests are worked on. */
final class EventLoop {
  private final Vertx vertx;
  private final Context context;

  EventLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /** Work that may fail on disk. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Work without a result that may fail on disk. */
  interface Action {
    void run() throws IOException;
  }

  /** Runs work on the thread and waits for its result. */
  <T> T call(Work<T> work) throws IOException {
    Promise<T> done = Promise.promise();
    context.runOnContext(
        now -> {
          try {
            done.complete(work.run());
          } catch (IOException | RuntimeException e) {
            done.fail(e);
          }
        });
    try {
      return await(done.future());
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }

  /** Runs work on the thread and waits for its end. */
  void run(Action action) {
    try {
      call(
          () -> {
            action.run();
            return Boolean.TRUE;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs work on the thread later, at once for a delay of 0. */
  void after(long delayMillis, Runnable work) {
    context.runOnContext(
        now -> {
          if (delayMillis <= 0) {
            work.run();
          } else {
            vertx.setTimer(delayMillis, timer -> work.run());
          }
        });
  }

  /** Waits for a future; its failure is the cause of what is thrown. */
  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
