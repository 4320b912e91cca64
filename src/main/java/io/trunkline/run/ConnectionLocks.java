package io.trunkline.run;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that keep two runs from one connection. The table's primary key is the lock. */
final class ConnectionLocks {
  private static final String OLDER_WAITING =
      """
      select min(older.id) from run mine
        join run_connection wanted on wanted.run_id = mine.id
        join run older on older.org = mine.org and older.id < mine.id and older.state = 'waiting'
        join run_connection theirs
          on theirs.run_id = older.id and theirs.connection = wanted.connection
        where mine.id = ?""";
  // In one order everywhere, so that two runs never hold what the other waits for.
  private static final String TAKE =
      """
      insert into connection_lock
        select r.org, c.connection, r.id from run r join run_connection c on c.run_id = r.id
          where r.id = ? order by c.connection
        on conflict do nothing""";
  private static final String TAKEN =
      """
      select l.run_id from connection_lock l
        join run r on r.org = l.org join run_connection c
          on c.run_id = r.id and c.connection = l.connection
        where r.id = :run and l.run_id <> :run""";

  private ConnectionLocks() {}

  /**
   * Takes all of a run's connections.
   *
   * @throws Taken when another run has one of them or is first in the queue; what was taken must be
   *     given back by a rollback
   */
  static void take(JdbcClient jdbc, String runId) {
    Optional<String> older = jdbc.sql(OLDER_WAITING).param(runId).query(String.class).optional();
    stopBehind(older);
    jdbc.sql(TAKE).param(runId).update();
    List<String> others = jdbc.sql(TAKEN).param("run", runId).query(String.class).list();
    stopBehind(others.stream().findFirst());
  }

  private static void stopBehind(Optional<String> other) {
    if (other.isPresent()) {
      throw new Taken(other.get());
    }
  }

  static void giveBack(JdbcClient jdbc, String runId) {
    jdbc.sql("delete from connection_lock where run_id = ?").param(runId).update();
  }

  /** Another run is in the way. Thrown to roll back what was taken. */
  static final class Taken extends RuntimeException {
    private final String runId;

    Taken(String runId) {
      super("run " + runId + " is in the way", null, false, false);
      this.runId = runId;
    }

    String runId() {
      return runId;
    }
  }
}
