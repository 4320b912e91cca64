import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL that forces every commit to disk, with a database for each measurement: {@code PORT
 * FOLDER}.
 */
public final class BenchPostgres {
  /** Of 16 MB each: what the log needs for a warm-up and a measurement. */
  private static final int LOG_FILES = 192;

  public static void main(String[] args) throws Exception {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setPort(Integer.parseInt(args[0]))
            .setDataDirectory(Path.of(args[1]))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("min_wal_size", "3GB")
            .setPGStartupWait(Duration.ofSeconds(120))
            .start();
    // A sink that is new to a database does not begin with what another measurement left.
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database intake");
      statement.execute("create database handon");
      makeLog(statement);
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }

  /**
   * A server that has run for a while writes its log into files that it had before. One that is new
   * makes and fills each of them, for a tenth of a second, in which no commit ends.
   */
  private static void makeLog(Statement statement) throws SQLException {
    for (int file = 0; file < LOG_FILES; file++) {
      statement.execute("select pg_logical_emit_message(false, 'bench', 'x')");
      statement.execute("select pg_switch_wal()");
    }
    statement.execute("checkpoint");
  }
}
