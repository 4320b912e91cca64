package io.trunkline.run;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that writes the journal. Each may be repeated without harm. */
final class JournalWrites {
  private static final String OF_STEP =
      " where run_id = :run and connection = :connection and step = :step";

  private JournalWrites() {}

  static Map<String, Object> step(Claim claim, StepKey key) {
    return Map.of("run", claim.runId(), "connection", key.connection(), "step", key.step());
  }

  static void intent(
      JdbcClient jdbc,
      Claim claim,
      StepKey key,
      int order,
      int attempt,
      boolean undo,
      OffsetDateTime at) {
    Map<String, Object> step = step(claim, key);
    StepState state = undo ? StepState.UNDOING : StepState.INTENDED;
    jdbc.sql(
            """
            insert into step_attempt values (:run, :connection, :step, :attempt, :undo, :node,
              :token, :at, null, null) on conflict do nothing""")
        .params(step)
        .param("attempt", attempt)
        .param("undo", undo)
        .param("node", claim.node())
        .param("token", claim.token())
        .param("at", at)
        .update();
    jdbc.sql(
            """
            insert into run_step values (:run, :connection, :step, :position, :state, :attempt, :at,
              null, '{}', null) on conflict do nothing""")
        .params(step)
        .param("position", order)
        .param("state", state.text())
        .param("attempt", attempt)
        .param("at", at)
        .update();
    if (attempt > 1) {
      jdbc.sql(
              "update run_step set state = :state, attempts = :attempt, finished_at = null"
                  + OF_STEP
                  + " and attempts < :attempt")
          .params(step)
          .param("state", state.text())
          .param("attempt", attempt)
          .update();
    }
  }

  static void connection(
      JdbcClient jdbc, Claim claim, String connection, RunState state, @Nullable String problem) {
    jdbc.sql(
            """
            update run_connection set state = :state, problem = :problem
              where run_id = :run and connection = :connection""")
        .param("state", state.text())
        .param("problem", problem)
        .param("run", claim.runId())
        .param("connection", connection)
        .update();
  }

  static void end(JdbcClient jdbc, Map<String, @Nullable Object> values) {
    jdbc.sql(
            "update run_step set state = :state, finished_at = :at, problem = :problem,"
                + " outputs = coalesce(:outputs, outputs)"
                + OF_STEP)
        .params(values)
        .update();
    jdbc.sql(
            "update step_attempt set finished_at = :at, problem = :problem"
                + OF_STEP
                + " and attempt = :attempt")
        .params(values)
        .update();
  }

  static void state(
      JdbcClient jdbc, Claim claim, RunState state, @Nullable String problem, OffsetDateTime at) {
    // A repeat after a lost answer finds the claim given up by itself.
    if (hasEnded(jdbc, claim, state)) {
      return;
    }
    Leases.fence(jdbc, claim, true);
    jdbc.sql("update run set state = :state, problem = :problem, finished_at = :at where id = :id")
        .param("state", state.text())
        .param("problem", problem)
        .param("at", state.ended() ? at : null)
        .param("id", claim.runId())
        .update();
    if (state.ended()) {
      ConnectionLocks.giveBack(jdbc, claim.runId());
      Leases.release(jdbc, claim);
    }
  }

  private static boolean hasEnded(JdbcClient jdbc, Claim claim, RunState state) {
    return state.ended()
        && jdbc.sql(
                    "select count(*) from run"
                        + " where id = ? and token = ? and node is null and state = ?")
                .params(claim.runId(), claim.token(), state.text())
                .query(Integer.class)
                .single()
            == 1;
  }

  static void call(JdbcClient jdbc, ApiCallRecord call) {
    jdbc.sql(
            """
            insert into api_call (run_id, connection, step, org, method, path, status,
              correlation_id, millis, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(
            call.runId(),
            call.connection(),
            call.step(),
            call.org(),
            call.method(),
            call.path(),
            call.status(),
            call.correlationId(),
            call.millis(),
            Columns.time(call.at()))
        .update();
  }
}
