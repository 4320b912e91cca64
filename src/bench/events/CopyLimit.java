import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How fast PostgreSQL takes the rows of events that the intake wrote, by its own COPY into tables
 * with the same keys and indexes: {@code JDBC-URL USER}. The state of each trunk, which the intake
 * writes anew with each event, is not among them.
 */
public final class CopyLimit {
  private static final int EVENTS = 50_000;
  private static final int ROUNDS = 3;

  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection(args[0], args[1], "");
        Statement statement = connection.createStatement()) {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      byte[] events = rows(copies, "trunk_event", "id");
      byte[] outbox = rows(copies, "outbox", "seq");
      for (int round = 1; round <= ROUNDS; round++) {
        double seconds =
            copied(copies, statement, "trunk_event", events)
                + copied(copies, statement, "outbox", outbox);
        System.out.printf("%.0f events/s by COPY of their two rows%n", EVENTS / seconds);
      }
    }
  }

  private static byte[] rows(CopyManager copies, String table, String key) throws Exception {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    long copied =
        copies.copyOut(
            "copy (select * from (select * from %s order by %s desc limit %d) newest order by %s) to stdout (format binary)"
                .formatted(table, key, EVENTS, key),
            rows);
    if (copied != EVENTS) {
      throw new IllegalStateException(table + " has only " + copied + " rows");
    }
    return rows.toByteArray();
  }

  private static double copied(CopyManager copies, Statement statement, String table, byte[] rows)
      throws Exception {
    prepare(statement, table);
    long start = System.nanoTime();
    copies.copyIn(
        "copy limit_%s from stdin (format binary)".formatted(table),
        new ByteArrayInputStream(rows));
    return (System.nanoTime() - start) / 1e9;
  }

  private static void prepare(Statement statement, String table) throws SQLException {
    statement.execute("drop table if exists limit_" + table);
    statement.execute("create table limit_%s (like %s including all)".formatted(table, table));
  }
}
