package io.trunkline.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database of this process: embedded in the data folder, or PostgreSQL. Reads go to {@link
 * #read}, writes through {@link #commits()}. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final int CONNECTIONS = 10;

  private final StoreSettings settings;
  private final OpeningDataSource dataSource;
  private final JdbcClient jdbc;
  private final CommitQueue commits;
  private final DatabaseFile file;
  private final Settling settling;

  private Store(StoreSettings settings) {
    this.settings = settings;
    this.dataSource = new OpeningDataSource(() -> pool(settings));
    this.jdbc = JdbcClient.create(dataSource);
    this.file = new DatabaseFile(settings.file());
    this.settling = settings.isEmbedded() ? new DiskForce(file) : new AtCommit();
    this.commits =
        new CommitQueue(dataSource, settings, this::awaitOpen, dataSource::renew, settling);
  }

  /**
   * Opens the database and brings its schema up to date. Waits for a PostgreSQL that is not up yet
   * as long as the settings say.
   *
   * @throws StoreUnavailable when it cannot be opened; the message says why and what to do
   */
  public static Store open(StoreSettings settings) {
    Store store = opening(settings);
    try {
      store.awaitOpen();
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  /**
   * As {@link #open}, without waiting: the first who reads or writes waits, and gets the error when
   * there is one.
   */
  public static Store opening(StoreSettings settings) {
    return new Store(settings);
  }

  /**
   * Waits until the database is open.
   *
   * @throws StoreUnavailable when it cannot be opened
   */
  public void awaitOpen() {
    dataSource.pool();
  }

  private static HikariDataSource pool(StoreSettings settings) {
    makeFolder(settings);
    HikariDataSource dataSource = connect(settings);
    try {
      Schema.migrate(dataSource, settings.isEmbedded());
    } catch (FlywayException e) {
      dataSource.close();
      throw new StoreUnavailable(
          "the schema of %s could not be brought up to date: %s"
              .formatted(settings.place(), e.getMessage()),
          e);
    }
    return dataSource;
  }

  private static void makeFolder(StoreSettings settings) {
    try {
      if (settings.isEmbedded()) {
        Files.createDirectories(settings.folder());
      }
    } catch (IOException e) {
      throw new StoreUnavailable(
          "data folder %s cannot be made: %s; name a folder that this user may write"
              .formatted(settings.folder().toAbsolutePath(), e.getClass().getSimpleName()),
          e);
    }
  }

  private static HikariDataSource connect(StoreSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Math.max(250, Math.min(5_000, settings.patience().toMillis())));
    // Many rows in one statement: what makes batches of events cheap on PostgreSQL.
    if (!settings.isEmbedded()) {
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
    }
    // An embedded file that is locked stays locked; a server may still be starting.
    config.setInitializationFailTimeout(
        settings.isEmbedded() ? 1 : Math.max(1, settings.patience().toMillis()));
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new StoreUnavailable(notOpened(settings, e), e);
    }
  }

  private static String notOpened(StoreSettings settings, PoolInitializationException e) {
    SQLException cause = sqlCause(e);
    if (cause == null) {
      return settings.place() + " cannot be opened: " + e.getMessage();
    }
    if (settings.isEmbedded() && cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return "%s is in use by another process; stop it, talk to it over HTTP, or name another data folder"
          .formatted(settings.place());
    }
    if (settings.isEmbedded()) {
      return "%s cannot be opened (%s); check that this user may read and write it"
          .formatted(settings.place(), cause.getMessage());
    }
    return "%s does not answer (SQL state %s); check that it runs, and the store's url, user and password"
        .formatted(settings.place(), cause.getSQLState());
  }

  private static @Nullable SQLException sqlCause(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /**
   * Reads; each statement on its own.
   *
   * @throws StoreUnavailable when the database does not answer
   */
  public <T> T read(Function<JdbcClient, T> query) {
    try {
      return query.apply(jdbc);
    } catch (DataAccessException e) {
      if (StoreFaults.isClosed(e)) {
        dataSource.renew();
      }
      if (StoreFaults.passing(e)) {
        throw new StoreUnavailable(settings.place() + " does not answer", e);
      }
      throw e;
    }
  }

  /**
   * As {@link #read}, and what it finds outlives a crash: the embedded database shows a commit
   * before it is forced to disk. For those who tell others what they read.
   *
   * @throws StoreUnavailable when the database does not answer
   */
  public <T> T readSettled(Function<JdbcClient, T> query) {
    while (true) {
      long epoch = settling.epoch();
      T found = read(query);
      if (settling.await(epoch)) {
        return found;
      }
    }
  }

  /** For writes. */
  public CommitQueue commits() {
    return commits;
  }

  /** The pool, for libraries that bring their own SQL. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** True when no other process can have this database open. */
  public boolean isExclusive() {
    return settings.isEmbedded();
  }

  /** Commits what is under way and closes the database. */
  @Override
  public void close() {
    commits.close();
    dataSource.close();
    file.close();
  }
}
