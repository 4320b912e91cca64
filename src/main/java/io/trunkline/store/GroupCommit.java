package io.trunkline.store;

import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Commits writes together, in one transaction and with one fsync. For one thread. */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final JdbcClient jdbc;
  private final JdbcTransactionManager transactions;
  private final StoreSettings settings;
  private final WriteLock settling;
  private final DiskRoom room;
  private long view;

  /**
   * Over a database.
   *
   * @param settling is held while something is committed that a crash could still take back
   */
  GroupCommit(DataSource dataSource, StoreSettings settings, WriteLock settling) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new JdbcTransactionManager(dataSource);
    this.settings = settings;
    this.settling = settling;
    this.room = new DiskRoom(settings.folder());
  }

  /** {@link CommitQueue#view}. */
  long view() {
    return view;
  }

  /** {@link CommitQueue#endView}. */
  void endView() {
    view++;
  }

  /**
   * Commits writes; those that refuse are taken back alone.
   *
   * @throws DataAccessException when the database is away and all must be repeated
   * @throws TransactionException likewise
   */
  void commit(List<Write<?>> batch) {
    try {
      if (settings.isEmbedded()) {
        room.require();
      }
      if (!together(batch, false)) {
        together(batch, true);
      }
      // H2 writes at commit and forces only when told; PostgreSQL does both.
      if (settings.isEmbedded() && batch.stream().anyMatch(write -> write.durable)) {
        jdbc.sql("CHECKPOINT SYNC").update();
      }
    } finally {
      if (settling.isHeldByCurrentThread()) {
        settling.unlock();
      }
    }
  }

  /**
   * One transaction. A savepoint costs as much as a write and hardly any write is refused, so that
   * the first try does without: one refusal then takes all back.
   *
   * @param apart whether a write that refuses takes back only itself
   * @return false when all was taken back
   */
  private boolean together(List<Write<?>> batch, boolean apart) {
    TransactionStatus status = transactions.getTransaction(new DefaultTransactionDefinition());
    endView();
    try {
      for (Write<?> write : batch) {
        Object before = apart ? status.createSavepoint() : null;
        boolean done = write.run(jdbc);
        if (!done && !apart) {
          rollBack(status);
          return batch.size() == 1;
        }
        if (before != null && done) {
          status.releaseSavepoint(before);
        } else if (before != null) {
          status.rollbackToSavepoint(before);
          endView();
        }
      }
    } catch (DataAccessException | TransactionException e) {
      rollBack(status);
      throw e;
    }
    if (settings.isEmbedded()) {
      settling.lock();
    }
    transactions.commit(status);
    return true;
  }

  private void rollBack(TransactionStatus status) {
    try {
      transactions.rollback(status);
    } catch (TransactionException e) {
      LOG.debug("the connection was lost before the rollback", e);
    }
  }
}
