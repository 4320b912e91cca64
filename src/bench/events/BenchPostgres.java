import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL that forces every commit to disk, with a database for each measurement: {@code PORT
 * FOLDER}.
 */
public final class BenchPostgres {
  public static void main(String[] args) throws Exception {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setPort(Integer.parseInt(args[0]))
            .setDataDirectory(Path.of(args[1]))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            // A server that has run for a while writes its log into files that it had before; one
            // that is new makes
            // and fills each of them, for a tenth of a second, until its first checkpoint.
            .setServerConfig("checkpoint_timeout", "30s")
            .setPGStartupWait(Duration.ofSeconds(120))
            .start();
    // A sink that is new to a database does not begin with what another measurement left.
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database intake");
      statement.execute("create database handon");
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
