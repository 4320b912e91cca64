package io.trunkline.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** PostgreSQL's partitions of samples: one for each day that has rows. */
final class SampleDays {
  private static final long DAY = 86_400;
  private static final String PREFIX = "series_sample_";

  /**
   * Of this statement's lock among the database's advisory locks: any number that nobody else
   * takes.
   */
  private static final long LOCK = 7_415_206_331L;

  private final Set<Long> made = ConcurrentHashMap.newKeySet();

  /** Makes the partitions of these times, in a transaction of its own. */
  void make(Connection connection, Set<Long> days) throws SQLException {
    if (made.containsAll(days)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      // Two nodes that make the same table at once would collide in the catalogue.
      statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      for (long day : days) {
        statement.execute(
            "create table if not exists %s partition of series_sample for values from (%d) to (%d)"
                .formatted(name(day), day, day + DAY));
      }
      connection.commit();
    }
    made.addAll(days);
  }

  private static String name(long day) {
    return PREFIX + day / DAY;
  }

  /** Begin of the day whose partition has this name, seconds since 1970. */
  static long day(String name) {
    return Long.parseLong(name.substring(PREFIX.length())) * DAY;
  }
}
