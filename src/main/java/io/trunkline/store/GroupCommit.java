package io.trunkline.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Commits writes together, in one transaction. For one thread. */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final JdbcClient jdbc;
  private final JdbcTransactionManager transactions;
  private final StoreSettings settings;
  private final Settling settling;
  private final DiskRoom room;
  private final Map<Class<?>, Gathered> gathered = new LinkedHashMap<>();
  private long view;
  private long takenBack;

  /**
   * Over a database.
   *
   * @param settling is told of each commit before others can see it
   */
  GroupCommit(DataSource dataSource, StoreSettings settings, Settling settling) {
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

  /** {@link CommitQueue#takenBack}. */
  long takenBack() {
    return takenBack;
  }

  /** What was written may not stand. */
  void takeBack() {
    takenBack++;
    endView();
  }

  /** {@link CommitQueue#gathered}. */
  <T extends Gathered> T gathered(Class<T> kind, Supplier<T> fresh) {
    return kind.cast(gathered.computeIfAbsent(kind, none -> fresh.get()));
  }

  /**
   * Commits writes; those that refuse are taken back alone.
   *
   * @param batch gets those that join
   * @param joining what came meanwhile and may join the transaction; none when it is to end
   * @throws DataAccessException when the database is away and all must be repeated
   * @throws TransactionException likewise
   */
  void commit(List<Write<?>> batch, Supplier<List<Write<?>>> joining) {
    if (settings.isEmbedded()) {
      room.require();
    }
    if (!together(batch, joining)) {
      apart(batch);
    }
  }

  /**
   * One transaction. A savepoint costs as much as a write and hardly any write is refused, so that
   * the first try does without: one refusal then takes all back.
   *
   * @return false when all was taken back and is to be tried apart
   */
  private boolean together(List<Write<?>> batch, Supplier<List<Write<?>>> joining) {
    TransactionStatus status = begin();
    try {
      for (int at = 0; at < batch.size(); at++) {
        if (!batch.get(at).run(jdbc, () -> {})) {
          rollBack(status);
          return batch.size() == 1;
        }
        if (at == batch.size() - 1) {
          batch.addAll(joining.get());
        }
      }
      if (!gatheredWritten()) {
        rollBack(status);
        return false;
      }
    } catch (DataAccessException | TransactionException e) {
      rollBack(status);
      throw e;
    }
    commit(status);
    return true;
  }

  /** One transaction, in which a write that refuses takes back only itself. */
  private void apart(List<Write<?>> batch) {
    TransactionStatus status = begin();
    try {
      for (Write<?> write : batch) {
        Object before = status.createSavepoint();
        if (write.run(jdbc, this::writeGathered)) {
          status.releaseSavepoint(before);
        } else {
          status.rollbackToSavepoint(before);
          gathered.clear();
          takeBack();
        }
      }
    } catch (DataAccessException | TransactionException e) {
      rollBack(status);
      throw e;
    }
    commit(status);
  }

  /**
   * Writes what the writes left for the end.
   *
   * @return false when one of them is to be refused, which shows when they are tried apart
   */
  private boolean gatheredWritten() {
    try {
      writeGathered();
      return true;
    } catch (RuntimeException e) {
      if (e instanceof DataAccessException away && StoreFaults.passing(away)) {
        throw away;
      }
      LOG.debug("a write of a group is refused at its end", e);
      return false;
    }
  }

  private void writeGathered() {
    gathered.values().forEach(each -> each.write(jdbc));
    gathered.clear();
  }

  private TransactionStatus begin() {
    gathered.clear();
    TransactionStatus status = transactions.getTransaction(new DefaultTransactionDefinition());
    // Nobody else writes to the embedded store: what a write saw there holds beyond the commit.
    if (!settings.isEmbedded()) {
      endView();
    }
    return status;
  }

  private void commit(TransactionStatus status) {
    settling.begin();
    try {
      transactions.commit(status);
    } catch (DataAccessException | TransactionException e) {
      takeBack();
      throw e;
    }
  }

  private void rollBack(TransactionStatus status) {
    takeBack();
    try {
      transactions.rollback(status);
    } catch (TransactionException e) {
      LOG.debug("the connection was lost before the rollback", e);
    }
  }
}
