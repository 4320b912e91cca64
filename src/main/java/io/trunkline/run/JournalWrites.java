package io.trunkline.run;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that changes what the journal holds of a run. Each may be repeated without harm. */
final class JournalWrites {
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

  /** A further attempt at a step that was intended before. */
  static void again(
      JdbcClient jdbc,
      Claim claim,
      StepKey key,
      int attempt,
      StepState state,
      boolean undo,
      OffsetDateTime at) {
    Object[] step = {claim.runId(), key.connection(), key.step(), attempt};
    jdbc.sql(EARLIER).params(step).update();
    jdbc.sql(AGAIN)
        .params(state.text(), attempt, undo, claim.node(), claim.token(), at)
        .params(step)
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
}
