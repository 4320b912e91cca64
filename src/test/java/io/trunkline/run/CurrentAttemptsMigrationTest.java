package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trunkline.store.PostgresServer;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Journals of before version 10 are read as they were. */
class CurrentAttemptsMigrationTest {
  private static final String[] JOURNAL = {
    """
    insert into run (id, org, state, spec_hash, plan_hash, started_by, reason, undo_on_failure,
      started_at, lease_until, token)
    values ('r', 'acme', 'failed', 's', 'p', 'me', '', false, timestamp with time zone
      '2026-01-01 10:00:00Z', timestamp with time zone '2026-01-01 10:00:00Z', 7)""",
    "insert into run_document values ('r', '[]', '{}')",
    """
    insert into run_step values ('r', 'berlin', 'site', 1, 'undone', 3, timestamp with time zone
      '2026-01-01 10:00:01Z', timestamp with time zone '2026-01-01 10:00:06Z', '{"a":1}', null)""",
    attempt(1, false, "2026-01-01 10:00:02Z", "'{\"title\":\"no\"}'"),
    attempt(2, false, null, "null"),
    attempt(3, true, "2026-01-01 10:00:06Z", "null"),
  };

  @TempDir Path folder;

  private static String attempt(int number, boolean undo, String end, String problem) {
    return """
    insert into step_attempt values ('r', 'berlin', 'site', %d, %s, 'node-%d', %d,
      timestamp with time zone '2026-01-01 10:00:0%dZ', %s, %s)"""
        .formatted(
            number,
            undo,
            number,
            number,
            number,
            end == null ? "null" : "timestamp with time zone '" + end + "'",
            problem);
  }

  private static void journal(DataSource database, String own) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/" + own)
        .target("9")
        .configuration(Map.of("flyway.reportEnabled", "false"))
        .load()
        .migrate();
    for (String sql : JOURNAL) {
      JdbcClient.create(database).sql(sql).update();
    }
  }

  private static void readAsItWas(StoreSettings settings) {
    try (Store store = Store.open(settings)) {
      JdbcRunStore runs = new JdbcRunStore(store, Clock.systemUTC());
      assertThat(runs.attempts("r"))
          .extracting(
              StepAttempt::number,
              StepAttempt::undo,
              StepAttempt::node,
              attempt -> attempt.startedAt().toString(),
              attempt -> String.valueOf(attempt.finishedAt()),
              attempt -> String.valueOf(attempt.problem()))
          .containsExactly(
              tuple(
                  1,
                  false,
                  "node-1",
                  "2026-01-01T10:00:01Z",
                  "2026-01-01T10:00:02Z",
                  "{\"title\":\"no\"}"),
              tuple(2, false, "node-2", "2026-01-01T10:00:02Z", "null", "null"),
              tuple(3, true, "node-3", "2026-01-01T10:00:03Z", "2026-01-01T10:00:06Z", "null"));
      assertThat(runs.steps("r"))
          .singleElement()
          .satisfies(step -> assertThat(step.attempts()).isEqualTo(3));
    }
  }

  @Test
  void embedded() {
    String url = "jdbc:h2:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    journal(
        new DriverManagerDataSource(
            url.formatted(folder.resolve("store").toAbsolutePath()), "", ""),
        "embedded");
    readAsItWas(StoreSettings.embedded(folder));
  }

  @Test
  void postgresql() {
    try (PostgresServer server = new PostgresServer(folder.resolve("server"))) {
      journal(new DriverManagerDataSource(server.url(), "postgres", ""), "postgresql");
      readAsItWas(server.settings(folder, Duration.ofSeconds(10)));
    }
  }
}
