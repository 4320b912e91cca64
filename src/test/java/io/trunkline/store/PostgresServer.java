package io.trunkline.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A real PostgreSQL server, started by the test, that forces every commit to disk. */
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;

  /** Starts one on a free port. */
  public PostgresServer() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a store on it. */
  public StoreSettings settings(Path folder, Duration patience) {
    return new StoreSettings(
        folder, server.getJdbcUrl("postgres", "postgres"), "postgres", "", patience);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
