package io.trunkline.store;

import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/** What a failure of the database says of it. */
final class StoreFaults {
  // SQL state read_only_sql_transaction.
  private static final String READ_ONLY_TRANSACTION = "25006";

  private StoreFaults() {}

  /** Whether trying again may help: it is away, or ended this transaction to end a deadlock. */
  static boolean passing(DataAccessException e) {
    return e instanceof TransientDataAccessException
        || e instanceof RecoverableDataAccessException
        || e instanceof NonTransientDataAccessResourceException
        || isReadOnly(e)
        || isClosed(e);
  }

  /**
   * The embedded database closes itself when it cannot write, on a full disk for one. Whoever opens
   * it again finds all that was committed.
   */
  static boolean isClosed(Throwable error) {
    SQLException sql = sql(error);
    int code = sql == null ? 0 : sql.getErrorCode();
    return code == ErrorCode.DATABASE_IS_CLOSED || code == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN;
  }

  private static @Nullable SQLException sql(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** A server that is a standby until it takes over, or that its operator has set so. */
  static boolean isReadOnly(Throwable error) {
    SQLException sql = sql(error);
    return sql != null
        && (READ_ONLY_TRANSACTION.equals(sql.getSQLState())
            || sql.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY);
  }
}
