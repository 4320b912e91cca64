package io.trunkline.run;

import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that writes a run that begins: what is asked for, and what it wants for itself. */
final class RunBeginnings {
  private final Clock clock;

  /** In a write, part of its transaction. */
  private final JdbcTemplate batches;

  RunBeginnings(Store store, Clock clock) {
    this.clock = clock;
    this.batches = new JdbcTemplate(store.dataSource());
  }

  /**
   * Adds a run in state {@link RunState#WAITING}, claimed by the node. To be called by a write.
   *
   * @return false when another run has its idempotency key
   */
  boolean add(JdbcClient jdbc, RunRequest request, String runId, String node, Duration lease) {
    int added =
        jdbc.sql(
                """
                insert into run (id, org, state, spec_hash, plan_hash, started_by, reason,
                  undo_on_failure, idempotency_key, started_at, node, token, lease_until)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, %s) on conflict do nothing"""
                    .formatted(Leases.END))
            .params(runId, request.org(), RunState.WAITING.text())
            .params(request.specHash(), request.planHash())
            .params(request.startedBy(), request.reason(), request.undoOnFailure())
            .param(request.idempotencyKey())
            .params(Columns.time(clock.instant()), node, lease.toMillis())
            .update();
    if (added == 1) {
      jdbc.sql("insert into run_document values (?, ?, ?)")
          .params(runId, request.connections().toString(), request.plan().toString())
          .update();
      addWanted(request, runId);
    }
    // A write that is repeated after a lost answer finds its own row.
    return added == 1
        || jdbc.sql("select count(*) from run where id = ?")
                .param(runId)
                .query(Integer.class)
                .single()
            == 1;
  }

  private void addWanted(RunRequest request, String runId) {
    List<String> names = request.connectionNames();
    batches.batchUpdate(
        "insert into run_connection values (?, ?, ?, ?, null)",
        IntStream.range(0, names.size())
            .mapToObj(i -> new Object[] {runId, names.get(i), i, RunState.WAITING.text()})
            .toList());
    batches.batchUpdate(
        "insert into run_object values (?, ?)",
        request.objects().stream().distinct().map(name -> new Object[] {runId, name}).toList());
  }
}
