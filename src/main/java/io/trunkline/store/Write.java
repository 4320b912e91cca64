package io.trunkline.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One write on its way to a commit. */
final class Write<T> {
  final boolean durable;
  final CompletableFuture<T> done = new CompletableFuture<>();
  private final Function<JdbcClient, T> work;
  private @Nullable T result;
  private @Nullable RuntimeException error;

  Write(Function<JdbcClient, T> work, boolean durable) {
    this.work = work;
    this.durable = durable;
  }

  /**
   * Runs the work.
   *
   * @param rest what belongs to it beyond the work itself, and may refuse it as well
   * @return false when it must be taken back because it refused
   * @throws DataAccessException when the database is away and the whole batch must be repeated
   */
  boolean run(JdbcClient jdbc, Runnable rest) {
    result = null;
    error = null;
    try {
      result = work.apply(jdbc);
      rest.run();
      return true;
    } catch (DataAccessException e) {
      if (StoreFaults.passing(e)) {
        throw e;
      }
      error = e;
    } catch (RuntimeException e) {
      error = e;
    }
    return false;
  }

  void complete() {
    if (error != null) {
      done.completeExceptionally(error);
    } else {
      done.complete(result);
    }
  }

  void fail(RuntimeException reason) {
    done.completeExceptionally(reason);
  }
}
