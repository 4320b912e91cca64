package io.trunkline.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts many rows into a table within a transaction; a row whose key is there replaces it or is left
 * out.
 */
sealed interface BulkRows permits CopiedRows, BatchedRows {
  /**
   * Writes rows.
   *
   * @param rows values in the order of the table's columns; no key twice
   */
  void write(Connection transaction, RawTable table, List<Object[]> rows) throws SQLException;
}
