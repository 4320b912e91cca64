package io.trunkline.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
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
  private static final int BUFFER = 1 << 13;

  /** Into some of a table's columns; the others get their defaults. */
  public static BinaryCopy into(String table, List<String> columns, List<String> types) {
    return new BinaryCopy(
        "copy %s (%s) from stdin (format binary)".formatted(table, String.join(", ", columns)),
        types);
  }

  /** Gives rows one after another; those of a list are {@code list::forEach}. */
  @FunctionalInterface
  public interface Rows {
    /** Gives them all; a row's values are in the order of the columns. */
    void to(Consumer<@Nullable Object[]> next);
  }

  /**
   * Adds them, all or none. They may be made on the way; nothing else can be asked of the
   * transaction meanwhile.
   *
   * @throws SQLException what the server says of them; the transaction is to be taken back
   */
  public void add(Connection transaction, Rows rows) throws SQLException {
    CopyIn copy = transaction.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      new BinaryRows(types, new PGCopyOutputStream(copy, BUFFER)).write(rows);
      long unused = copy.endCopy();
    } catch (IOException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
