package io.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The schema's versions, and the way to them. What only PostgreSQL knows (partitions, BRIN indexes)
 * lies in a second folder, with versions between those of the first.
 */
final class Schema {
  /** The migrations of every database; a test holds list and files together. */
  static final List<String> COMMON = List.of("1", "2", "3", "4", "5", "6", "9");

  /** The migrations of PostgreSQL alone. */
  static final List<String> POSTGRESQL = List.of("3.1");

  private static final String APPLIED =
      "select version from flyway_schema_history where success and version is not null";

  private Schema() {}

  /**
   * Brings a database up to the last version. Flyway takes a second to start, so that a database
   * that is there already does without it.
   *
   * @param embedded false for PostgreSQL
   */
  static void migrate(DataSource dataSource, boolean embedded) {
    List<String> wanted = new ArrayList<>(COMMON);
    List<String> locations = new ArrayList<>(List.of("classpath:db/migration"));
    if (!embedded) {
      wanted.addAll(POSTGRESQL);
      locations.add("classpath:db/postgresql");
    }
    if (!applied(JdbcClient.create(dataSource)).containsAll(wanted)) {
      Flyway.configure()
          .dataSource(dataSource)
          .locations(locations.toArray(String[]::new))
          .failOnMissingLocations(true)
          // Rooms number their migrations side by side, and none knows another's tables.
          .outOfOrder(true)
          .configuration(Map.of("flyway.reportEnabled", "false"))
          .load()
          .migrate();
    }
  }

  private static List<String> applied(JdbcClient jdbc) {
    try {
      return jdbc.sql(APPLIED).query(String.class).list();
    } catch (DataAccessException noHistoryYet) {
      return List.of();
    }
  }
}
