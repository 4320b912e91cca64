package io.trunkline.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL of ownership: a run belongs to one node until its lease ends, and a token that grows with
 * every claim fences off the nodes before. Leases are measured with the database's clock.
 */
final class Leases {
  /** When a lease of {@code :lease} milliseconds that begins now will end. */
  static final String END = "current_timestamp + cast(? as int) * interval '0.001' second";

  private static final String HELD = " where id = ? and node = ? and token = ?";
  private static final String FREE =
      "(node is null or node = ? or lease_until <= current_timestamp)";

  private static final String UNDER_WAY = "state in ('waiting', 'running', 'undoing')";

  private Leases() {}

  static Optional<Claim> claim(JdbcClient jdbc, String runId, String node, Duration lease) {
    return claim(jdbc, runId, node, lease, FREE);
  }

  /** A claim of a run that has not ended. */
  static Optional<Claim> takeOver(JdbcClient jdbc, String runId, String node, Duration lease) {
    return claim(jdbc, runId, node, lease, FREE + " and " + UNDER_WAY);
  }

  private static Optional<Claim> claim(
      JdbcClient jdbc, String runId, String node, Duration lease, String condition) {
    int claimed =
        jdbc.sql(
                "update run set node = ?, token = token + 1, lease_until = %s where id = ? and %s"
                    .formatted(END, condition))
            .params(node, lease.toMillis(), runId, node)
            .update();
    return claimed == 0
        ? Optional.empty()
        : jdbc.sql("select token from run where id = ?")
            .param(runId)
            .query(Long.class)
            .optional()
            .map(token -> new Claim(runId, node, token));
  }

  static boolean renew(JdbcClient jdbc, Claim claim, Duration lease) {
    return jdbc.sql("update run set lease_until = " + END + HELD)
            .param(lease.toMillis())
            .params(held(claim))
            .update()
        == 1;
  }

  static void release(JdbcClient jdbc, Claim claim) {
    jdbc.sql("update run set node = null" + HELD).params(held(claim)).update();
  }

  static List<String> orphans(JdbcClient jdbc, String node) {
    return jdbc.sql(
            "select id from run where state in ('waiting', 'running', 'undoing') and %s order by id"
                .formatted(FREE))
        .param(node)
        .query(String.class)
        .list();
  }

  /**
   * Refuses a write of a node that lost its run.
   *
   * @param lock locks the run's row, so that a claim by another node waits for the write under way;
   *     not needed where one thread makes all writes, and there H2 would parse it anew each time
   * @throws RunLost when the claim is outdated
   */
  static void fence(JdbcClient jdbc, Claim claim, boolean lock) {
    List<String> owned =
        jdbc.sql("select id from run" + HELD + (lock ? " for update" : ""))
            .params(held(claim))
            .query(String.class)
            .list();
    if (owned.isEmpty()) {
      throw new RunLost(claim.runId());
    }
  }

  private static List<Object> held(Claim claim) {
    return List.of(claim.runId(), claim.node(), claim.token());
  }
}
