package io.trunkline.analytics;

import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Transactions of rows that two sources may write at once: the latest conversations, and all of
 * them once they are complete. Thread-safe.
 */
final class SeriesTransactions {
  private static final int TRIES = 5;

  /**
   * What a server says then: a key that is not unique, a row that changed meanwhile, a deadlock.
   * The rows may be written any number of times.
   */
  private static final Set<String> COLLISIONS = Set.of("23505", "40001", "40P01");

  private final Store store;
  private final Lock alone = new ReentrantLock();

  SeriesTransactions(Store store) {
    this.store = store;
  }

  /** What is written; once more when others wrote the same. */
  interface Work {
    boolean with(Connection connection) throws SQLException;
  }

  /**
   * Commits work.
   *
   * @return what it told
   * @throws StoreUnavailable when the database does not take it
   */
  boolean run(String org, int rows, Work work) {
    for (int left = TRIES; ; left--) {
      try {
        return store.isExclusive() ? runAlone(work) : run(work);
      } catch (SQLException e) {
        if (left == 1 || !COLLISIONS.contains(e.getSQLState())) {
          throw new StoreUnavailable(
              "the store did not take %d rows of %s: %s".formatted(rows, org, e.getMessage()), e);
        }
      }
    }
  }

  /** H2 lets two that write the same rows wait for each other until each row has timed out. */
  private boolean runAlone(Work work) throws SQLException {
    alone.lock();
    try {
      return run(work);
    } finally {
      alone.unlock();
    }
  }

  private boolean run(Work work) throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean done = work.with(connection);
        connection.commit();
        return done;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
