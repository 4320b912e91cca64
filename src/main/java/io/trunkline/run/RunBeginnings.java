package io.trunkline.run;

import static io.trunkline.store.ColumnArrays.Type.TEXT;
import static io.trunkline.store.ColumnArrays.Type.WHOLE;

import io.trunkline.run.Run.ConnectionState;
import io.trunkline.store.ColumnArrays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that writes a run that begins: what is asked for, and what it wants for itself. */
final class RunBeginnings {
  private static final List<ColumnArrays.Type> CONNECTION = List.of(TEXT, TEXT, WHOLE, TEXT);
  private static final String CONNECTIONS =
      "insert into run_connection (run_id, connection, position, state) select * from unnest("
          + ColumnArrays.parameters(CONNECTION)
          + ")";
  private static final List<ColumnArrays.Type> OBJECT = List.of(TEXT, TEXT);
  private static final String OBJECTS =
      "insert into run_object (run_id, name) select * from unnest("
          + ColumnArrays.parameters(OBJECT)
          + ")";

  private RunBeginnings() {}

  /**
   * Adds a run, claimed by its node. To be called by a write.
   *
   * @param run as {@link RunRequest#begun} tells it
   * @return false when another run has its idempotency key
   */
  static boolean add(JdbcClient jdbc, Run run, RunRequest request, Duration lease) {
    int added =
        jdbc.sql(
                """
                insert into run (id, org, state, spec_hash, plan_hash, started_by, reason,
                  undo_on_failure, idempotency_key, started_at, node, token, lease_until)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, %s) on conflict do nothing"""
                    .formatted(Leases.END))
            .params(run.id(), run.org(), run.state().text())
            .params(run.specHash(), run.planHash())
            .params(run.startedBy(), run.reason(), run.undoOnFailure())
            .param(run.idempotencyKey())
            .params(Columns.time(run.startedAt()), run.node(), lease.toMillis())
            .update();
    if (added == 1) {
      jdbc.sql("insert into run_document (run_id, connections, plan) values (?, ?, ?)")
          .params(run.id(), request.connections().toString(), request.plan().toString())
          .update();
      addWanted(jdbc, run, request);
    }
    // A write that is repeated after a lost answer finds its own row.
    return added == 1
        || jdbc.sql("select count(*) from run where id = ?")
                .param(run.id())
                .query(Integer.class)
                .single()
            == 1;
  }

  private static void addWanted(JdbcClient jdbc, Run run, RunRequest request) {
    List<@Nullable Object[]> connections = new ArrayList<>();
    for (ConnectionState state : run.states()) {
      connections.add(
          new Object[] {run.id(), state.connection(), connections.size(), state.state().text()});
    }
    jdbc.sql(CONNECTIONS).params(ColumnArrays.of(CONNECTION, connections)).update();
    List<@Nullable Object[]> objects =
        request.objects().stream()
            .distinct()
            .map(name -> new @Nullable Object[] {run.id(), name})
            .toList();
    if (!objects.isEmpty()) {
      jdbc.sql(OBJECTS).params(ColumnArrays.of(OBJECT, objects)).update();
    }
  }
}
