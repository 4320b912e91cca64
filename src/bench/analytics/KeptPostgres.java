package io.trunkline.analytics;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL that forces every commit to disk and keeps what it has: {@code PORT FOLDER}. */
public final class KeptPostgres {
  private KeptPostgres() {}

  /** Serves until ended. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setPort(Integer.parseInt(args[0]))
            .setDataDirectory(Path.of(args[1]))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(Duration.ofSeconds(120))
            .start()) {
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }
}
