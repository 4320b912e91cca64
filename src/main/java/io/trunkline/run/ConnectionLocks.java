package io.trunkline.run;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows that keep two runs from one connection, and from one object that connections share. The
 * tables' primary keys are the locks.
 */
final class ConnectionLocks {
  private static final List<Lock> LOCKS =
      List.of(
          new Lock("connection_lock", "run_connection", "connection"),
          new Lock("object_lock", "run_object", "name"));

  private ConnectionLocks() {}

  /**
   * Takes all of a run's connections and shared objects.
   *
   * @throws Taken when another run has one of them or is first in the queue; what was taken must be
   *     given back by a rollback
   */
  static void take(JdbcClient jdbc, String runId) {
    for (Lock lock : LOCKS) {
      jdbc.sql(lock.olderWaiting())
          .param(runId)
          .query(String.class)
          .optional()
          .ifPresent(ConnectionLocks::stopBehind);
    }
    for (Lock lock : LOCKS) {
      jdbc.sql(lock.take()).param(runId).update();
      List<String> others = jdbc.sql(lock.taken()).param("run", runId).query(String.class).list();
      others.stream().findFirst().ifPresent(ConnectionLocks::stopBehind);
    }
  }

  private static void stopBehind(String runId) {
    throw new Taken(runId);
  }

  static void giveBack(JdbcClient jdbc, String runId) {
    for (Lock lock : LOCKS) {
      jdbc.sql("delete from %s where run_id = ?".formatted(lock.table())).param(runId).update();
    }
  }

  /**
   * One kind of thing that is locked.
   *
   * @param table the locks
   * @param wanted what each run wants
   * @param name the column that names the thing in both
   */
  private record Lock(String table, String wanted, String name) {
    String olderWaiting() {
      return """
      select min(older.id) from run mine
        join %s wanted on wanted.run_id = mine.id
        join run older on older.org = mine.org and older.id < mine.id and older.state = 'waiting'
        join %s theirs on theirs.run_id = older.id and theirs.%s = wanted.%s
        where mine.id = ?"""
          .formatted(wanted, wanted, name, name);
    }

    // In one order everywhere, so that two runs never hold what the other waits for.
    String take() {
      return """
      insert into %s
        select r.org, w.%s, r.id from run r join %s w on w.run_id = r.id
          where r.id = ? order by w.%s
        on conflict do nothing"""
          .formatted(table, name, wanted, name);
    }

    String taken() {
      return """
      select l.run_id from %s l
        join run r on r.org = l.org join %s w on w.run_id = r.id and w.%s = l.%s
        where r.id = :run and l.run_id <> :run"""
          .formatted(table, wanted, name, name);
    }
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
