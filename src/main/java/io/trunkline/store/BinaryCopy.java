package io.trunkline.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Adds rows to a table of PostgreSQL by COPY, in their order. The server works on those that have
 * reached it while the next are encoded.
 *
 * @param sql {@code copy ... from stdin (format binary)}
 * @param types the columns' types in order, as SQL spells them: {@code smallint}, {@code int},
 *     {@code bigint}, {@code double precision}, {@code boolean}, {@code uuid}, {@code timestamp(6)
 *     with time zone} (an {@link java.time.Instant}), and any that takes text
 */
public record BinaryCopy(String sql, List<String> types) {
  private static final int BUFFER = 1 << 16;

  /** Into some of a table's columns; the others get their defaults. */
  public static BinaryCopy into(String table, List<String> columns, List<String> types) {
    return new BinaryCopy(
        "copy %s (%s) from stdin (format binary)".formatted(table, String.join(", ", columns)),
        types);
  }

  /**
   * Adds them, all or none.
   *
   * @throws SQLException what the server says of them; the transaction is to be taken back
   */
  public void add(Connection transaction, List<@Nullable Object[]> rows) throws SQLException {
    PGConnection connection = transaction.unwrap(PGConnection.class);
    try (PGCopyOutputStream out = new PGCopyOutputStream(connection, sql, BUFFER)) {
      new BinaryRows(types, out).write(rows);
    } catch (IOException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
    }
  }
}
