package io.trunkline.analytics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The embedded database: it lives in this process, so that a statement for each row costs no round
 * trip.
 */
final class BatchedRows implements BulkRows {
  private static final int BATCH = 1_000;

  @Override
  public void write(Connection transaction, RawTable table, List<Object[]> rows)
      throws SQLException {
    try (PreparedStatement statement = transaction.prepareStatement(table.mergeRow())) {
      int waiting = 0;
      for (Object[] row : rows) {
        for (int column = 0; column < row.length; column++) {
          statement.setObject(column + 1, row[column]);
        }
        statement.addBatch();
        if (++waiting % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }
}
