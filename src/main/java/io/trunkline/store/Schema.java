package io.trunkline.store;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The schema's version, and the way to it. */
final class Schema {
  /** The highest version among the migrations; a test holds the two together. */
  static final String VERSION = "6";

  private static final String APPLIED =
      "select count(*) from flyway_schema_history where version = ? and success";

  private Schema() {}

  /**
   * Brings a database up to {@link #VERSION}. Flyway takes a second to start, so that a database
   * that is there already does without it.
   */
  static void migrate(DataSource dataSource) {
    if (!current(JdbcClient.create(dataSource))) {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration")
          .failOnMissingLocations(true)
          .outOfOrder(true)
          .configuration(Map.of("flyway.reportEnabled", "false"))
          .load()
          .migrate();
    }
  }

  private static boolean current(JdbcClient jdbc) {
    try {
      return jdbc.sql(APPLIED).param(VERSION).query(Integer.class).single() == 1;
    } catch (DataAccessException noHistoryYet) {
      return false;
    }
  }
}
