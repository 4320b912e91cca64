package io.trunkline.analytics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.postgresql.util.PSQLState;

/**
 * PostgreSQL. Rows that seem to be new are copied into their table: half of the work of merging
 * them. Where one of them is there after all, and for everything else, COPY into a table of the
 * session and one statement that merges it.
 */
final class CopiedRows implements BulkRows {
  /** Fewer rows are not worth the look-up. */
  private static final int MANY = 1_000;

  /** How many keys are looked up. Rows that are read again have most of them in the table. */
  private static final int LOOKED_UP = 32;

  @Override
  public void write(Connection transaction, RawTable table, List<Object[]> rows)
      throws SQLException {
    if (rows.size() >= MANY
        && seemNew(transaction, table, rows)
        && added(transaction, table, rows)) {
      return;
    }
    try (Statement statement = transaction.createStatement()) {
      statement.execute(table.createStage());
      table.copyToStage().add(transaction, rows::forEach);
      statement.execute(table.mergeStage());
    }
  }

  private static boolean seemNew(Connection transaction, RawTable table, List<Object[]> rows)
      throws SQLException {
    int keys = table.key().size();
    try (PreparedStatement statement = transaction.prepareStatement(table.anyOf(LOOKED_UP))) {
      for (int i = 0; i < LOOKED_UP; i++) {
        Object[] row = rows.get((int) ((long) i * (rows.size() - 1) / (LOOKED_UP - 1)));
        for (int column = 0; column < keys; column++) {
          statement.setObject(i * keys + column + 1, row[column]);
        }
      }
      try (ResultSet found = statement.executeQuery()) {
        return !found.next();
      }
    }
  }

  /** Copies rows into the table itself, all or none; false when one was there already. */
  private static boolean added(Connection transaction, RawTable table, List<Object[]> rows)
      throws SQLException {
    Savepoint before = transaction.setSavepoint();
    try {
      table.copyToTable().add(transaction, rows::forEach);
      transaction.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
        throw e;
      }
      transaction.rollback(before);
      return false;
    }
  }
}
