package io.trunkline.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The schema's versions, and the way to them. What only one database knows (partitions and BRIN
 * indexes of PostgreSQL, the cache of a sequence that one process has for itself) lies in a folder
 * of its own, with versions between those of the common one.
 */
final class Schema {
  /** The migrations of every database, and those of one alone. */
  private static final String COMMON = "db/migration";

  private static final String EMBEDDED = "db/embedded";
  private static final String POSTGRESQL = "db/postgresql";
  private static final Pattern FILE = Pattern.compile("V(.+?)__.*\\.sql");

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
    List<String> folders = List.of(COMMON, embedded ? EMBEDDED : POSTGRESQL);
    List<String> wanted = folders.stream().flatMap(Schema::versions).toList();
    if (!applied(JdbcClient.create(dataSource)).containsAll(wanted)) {
      Flyway.configure()
          .dataSource(dataSource)
          .locations(folders.stream().map("classpath:"::concat).toArray(String[]::new))
          .failOnMissingLocations(true)
          // Rooms number their migrations side by side, and none knows another's tables.
          .outOfOrder(true)
          .configuration(Map.of("flyway.reportEnabled", "false"))
          .load()
          .migrate();
    }
  }

  /** The versions of the files in a folder of the class path. */
  static Stream<String> versions(String folder) {
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver(Schema.class.getClassLoader())
              .getResources("classpath:" + folder + "/V*.sql");
      return Arrays.stream(files)
          .map(file -> FILE.matcher(String.valueOf(file.getFilename())))
          .filter(Matcher::matches)
          .map(name -> name.group(1).replace('_', '.'));
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations in " + folder + " cannot be listed", e);
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
