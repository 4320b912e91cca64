package io.trunkline.run;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that writes the journal. Each may be repeated without harm. */
final class JournalWrites {
  /**
   * How an attempt ended.
   *
   * @param outputs JSON; null leaves those there are
   */
  record Ended(
      StepState state, OffsetDateTime at, @Nullable String problem, @Nullable String outputs) {}

  private static final String OF_STEP = " where run_id = ? and connection = ? and step = ?";

  private static final String EARLIER =
      """
      insert into step_attempt select run_id, connection, step, attempts, undo, node, token,
        attempted_at, finished_at, case when finished_at is not null then problem end from run_step"""
          + OF_STEP
          + " and attempts < ? on conflict do nothing";

  private static final String AGAIN =
      """
      update run_step set state = ?, attempts = ?, undo = ?, node = ?, token = ?, attempted_at = ?,
        finished_at = null"""
          + OF_STEP
          + " and attempts < ?";

  private JournalWrites() {}

  static void intent(
      JdbcClient jdbc,
      Claim claim,
      StepKey key,
      int order,
      int attempt,
      boolean undo,
      OffsetDateTime at) {
    String run = claim.runId();
    String connection = key.connection();
    String step = key.step();
    String state = (undo ? StepState.UNDOING : StepState.INTENDED).text();
    jdbc.sql(
            """
            insert into run_step values (?, ?, ?, ?, ?, ?, ?, null, '{}', null, ?, ?, ?, ?)
              on conflict do nothing""")
        .params(run, connection, step, order, state, attempt, at)
        .params(undo, claim.node(), claim.token(), at)
        .update();
    if (attempt > 1) {
      jdbc.sql(EARLIER).params(run, connection, step, attempt).update();
      jdbc.sql(AGAIN)
          .params(state, attempt, undo, claim.node(), claim.token(), at)
          .params(run, connection, step, attempt)
          .update();
    }
  }

  static void connection(
      JdbcClient jdbc, Claim claim, String connection, RunState state, @Nullable String problem) {
    jdbc.sql("update run_connection set state = ?, problem = ? where run_id = ? and connection = ?")
        .params(state.text(), problem, claim.runId(), connection)
        .update();
  }

  static void end(JdbcClient jdbc, Claim claim, StepKey key, int attempt, Ended ended) {
    jdbc.sql(
            "update run_step set state = ?, finished_at = ?, problem = ?,"
                + " outputs = coalesce(?, outputs)"
                + OF_STEP
                + " and attempts = ?")
        .params(ended.state().text(), ended.at(), ended.problem(), ended.outputs())
        .params(claim.runId(), key.connection(), key.step(), attempt)
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
