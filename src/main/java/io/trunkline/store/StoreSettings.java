package io.trunkline.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Where the store is.
 *
 * @param folder the data folder; the embedded database lives in it unless {@code url} says
 *     otherwise
 * @param url JDBC URL of a PostgreSQL database; empty for the embedded database
 * @param user database user; empty for the embedded database
 * @param password its password; never shown
 * @param patience how long opening and writing wait for a database that does not answer
 * @param pages how the embedded database packs what it writes
 */
public record StoreSettings(
    Path folder, String url, String user, String password, Duration patience, Pages pages) {

  /**
   * How many bytes of rows the embedded database puts together. Every commit writes each page that
   * it touched, whole; one that holds pages of another size is opened as well.
   */
  public enum Pages {
    /** For the commits of one command, of a dozen rows each. */
    SMALL(4_096),
    /** For thousands of events a second: as many rows to a page as H2 allows. */
    LARGE(65_536);

    private final int bytes;

    Pages(int bytes) {
      this.bytes = bytes;
    }
  }

  /** How long to wait for a database unless told otherwise. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  /** Pages that are kept as objects; the system keeps the file's. More of them fill the heap. */
  private static final int CACHE_KILOBYTES = 8 * 1_024;

  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** With large pages. */
  public StoreSettings(Path folder, String url, String user, String password, Duration patience) {
    this(folder, url, user, password, patience, Pages.LARGE);
  }

  /**
   * Checks the URL.
   *
   * @throws IllegalArgumentException when it is neither empty nor one of PostgreSQL
   */
  public StoreSettings {
    if (!url.isEmpty() && !url.toLowerCase(Locale.ROOT).startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "store url: only %s//host/database or nothing (embedded) is supported"
              .formatted(POSTGRESQL));
    }
  }

  /** The embedded database in a folder. */
  public static StoreSettings embedded(Path folder) {
    return new StoreSettings(folder, "", "", "", USUAL_PATIENCE);
  }

  /** The same with other pages. */
  public StoreSettings with(Pages other) {
    return new StoreSettings(folder, url, user, password, patience, other);
  }

  /** True when the database lives in this process. */
  public boolean isEmbedded() {
    return url.isEmpty();
  }

  /**
   * The URL to connect to. Each part of the embedded one is there because of what was seen without
   * it: commits lost on a kill (WRITE_DELAY), a database closed by one interrupted thread ({@link
   * UninterruptedFiles}), a file closed under running routes (DB_CLOSE_ON_EXIT), a small heap full
   * of pages (CACHE_SIZE), pages of the wrong size for what is written (PAGE_SIZE).
   */
  String jdbcUrl() {
    return isEmbedded()
        ? "jdbc:h2:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=%d;QUERY_CACHE_SIZE=128;PAGE_SIZE=%d"
            .formatted(
                UninterruptedFiles.name(folder.toAbsolutePath().resolve("store").toString()),
                CACHE_KILOBYTES,
                pages.bytes)
        : url;
  }

  /** What the embedded database writes to. */
  Path file() {
    return folder.toAbsolutePath().resolve("store.mv.db");
  }

  /** What to call it in messages: no user, no password, no URL parameters. */
  String place() {
    return isEmbedded()
        ? "the embedded store in " + folder.toAbsolutePath()
        : url.replaceAll("[?;].*$", "").replaceAll("//[^/@]*@", "//");
  }

  @Override
  public String toString() {
    return "StoreSettings[" + place() + "]";
  }
}
