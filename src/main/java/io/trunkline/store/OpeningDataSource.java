package io.trunkline.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A pool that is opened on a thread of its own; whoever needs a connection before waits. Opening
 * the embedded database and its schema is a quarter of a small command's start, and nothing else of
 * the start needs it.
 */
final class OpeningDataSource extends AbstractDataSource implements AutoCloseable {
  private final CompletableFuture<HikariDataSource> pool = new CompletableFuture<>();

  /** Begins to open. */
  OpeningDataSource(Supplier<HikariDataSource> open) {
    Thread opener = new Thread(() -> open(open), "store-opener");
    opener.setDaemon(true);
    opener.start();
  }

  private void open(Supplier<HikariDataSource> open) {
    try {
      pool.complete(open.get());
    } catch (RuntimeException | Error e) {
      pool.completeExceptionally(e);
    }
  }

  /**
   * The open pool; waits for it.
   *
   * @throws StoreUnavailable when it cannot be opened
   */
  HikariDataSource pool() {
    try {
      return pool.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return pool().getConnection();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return pool().getConnection(username, password);
  }

  /**
   * Uses no connection again that was opened before. The pool asks a connection whether it lives
   * only when it was idle for a while, and gives out a dead one again and again to who tries often.
   */
  void renew() {
    var connections = pool().getHikariPoolMXBean();
    if (connections != null) {
      connections.softEvictConnections();
    }
  }

  /** Closes the pool, if there is one. */
  @Override
  public void close() {
    if (!pool.handle((opened, failure) -> failure != null).join()) {
      pool().close();
    }
  }
}
