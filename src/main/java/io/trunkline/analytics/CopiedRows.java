package io.trunkline.analytics;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** PostgreSQL: COPY into a table of the session, then one statement that merges it. */
final class CopiedRows implements BulkRows {
  private static final int CHUNK = 1 << 16;

  @Override
  public void write(Connection transaction, RawTable table, List<Object[]> rows)
      throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      statement.execute(table.createStage());
      copy(transaction.unwrap(PGConnection.class), table, rows);
      statement.execute(table.mergeStage());
    }
  }

  private static void copy(PGConnection connection, RawTable table, List<Object[]> rows)
      throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn(table.copyToStage());
    try {
      StringBuilder text = new StringBuilder(CHUNK + 512);
      for (Object[] row : rows) {
        line(text, row);
        if (text.length() >= CHUNK) {
          send(copy, text);
        }
      }
      send(copy, text);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void send(CopyIn copy, StringBuilder text) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  /** COPY's text format: a tab between values, {@code \N} for null. */
  private static void line(StringBuilder text, Object[] row) {
    for (int column = 0; column < row.length; column++) {
      if (column > 0) {
        text.append('\t');
      }
      Object value = row[column];
      if (value == null) {
        text.append("\\N");
      } else if (value instanceof String string) {
        escaped(text, string);
      } else {
        text.append(value);
      }
    }
    text.append('\n');
  }

  private static void escaped(StringBuilder text, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\0' -> text.append('?');
        default -> text.append(c);
      }
    }
  }
}
