package io.trunkline.run;

import static io.trunkline.store.ColumnArrays.Type.TEXT;
import static io.trunkline.store.ColumnArrays.Type.TIME;
import static io.trunkline.store.ColumnArrays.Type.TRUTH;
import static io.trunkline.store.ColumnArrays.Type.WHOLE;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.store.ColumnArrays;
import io.trunkline.store.Gathered;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The entries of a journal that one transaction commits, with one statement for each table: begins,
 * writes, calls, ends, which is the order within an attempt. The begin of a further attempt writes
 * what is here before it changes the step.
 */
final class JournalBatch implements Gathered {
  /**
   * How an attempt ended.
   *
   * @param outputs JSON; null leaves those there are
   */
  record Ended(
      StepState state, OffsetDateTime at, @Nullable String problem, @Nullable String outputs) {}

  private static final Table STEPS =
      new Table(
          "insert into run_step (run_id, connection, step, position, state, attempts, started_at,"
              + " undo, node, token, attempted_at, outputs) select *, '{}' from",
          List.of(TEXT, TEXT, TEXT, WHOLE, TEXT, WHOLE, TIME, TRUTH, TEXT, WHOLE, TIME),
          "on conflict do nothing");
  private static final Table WRITES =
      new Table(
          "insert into step_write (run_id, connection, step, attempt, position, intended_at,"
              + " intended) select * from",
          List.of(TEXT, TEXT, TEXT, WHOLE, WHOLE, TIME, TEXT),
          "on conflict do nothing");
  private static final Table CALLS =
      new Table(
          "insert into api_call (run_id, connection, step, org, method, path, status,"
              + " correlation_id, millis, at) select * from",
          List.of(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, WHOLE, TEXT, WHOLE, TIME),
          "");
  private static final String ENDS =
      "update run_step set state = ?, finished_at = ?, problem = ?, outputs = coalesce(?, outputs)"
          + " where run_id = ? and connection = ? and step = ? and attempts = ?";
  private static final String CONNECTIONS =
      "update run_connection set state = ?, problem = ? where run_id = ? and connection = ?";

  private final JdbcTemplate transaction;
  private final List<@Nullable Object[]> steps = new ArrayList<>();
  private final List<@Nullable Object[]> writes = new ArrayList<>();
  private final List<@Nullable Object[]> calls = new ArrayList<>();
  private final List<@Nullable Object[]> ends = new ArrayList<>();
  private final List<@Nullable Object[]> connections = new ArrayList<>();

  JournalBatch(JdbcTemplate transaction) {
    this.transaction = transaction;
  }

  /** The intent of a step; one that is known keeps what it has. */
  void begin(
      Claim claim, StepKey key, int order, int attempt, StepState state, boolean undo, Instant at) {
    steps.add(
        new @Nullable Object[] {
          claim.runId(),
          key.connection(),
          key.step(),
          order,
          state.text(),
          attempt,
          at,
          undo,
          claim.node(),
          claim.token(),
          at
        });
  }

  void intendWrite(
      Claim claim, StepKey key, int attempt, int position, Instant at, JsonNode write) {
    writes.add(
        new @Nullable Object[] {
          claim.runId(), key.connection(), key.step(), attempt, position, at, write.toString()
        });
  }

  void call(ApiCallRecord call) {
    calls.add(
        new @Nullable Object[] {
          call.runId(),
          call.connection(),
          call.step(),
          call.org(),
          call.method(),
          call.path(),
          call.status(),
          call.correlationId(),
          call.millis(),
          call.at()
        });
  }

  void end(Claim claim, StepKey key, int attempt, Ended ended) {
    ends.add(
        new @Nullable Object[] {
          ended.state().text(),
          ended.at(),
          ended.problem(),
          ended.outputs(),
          claim.runId(),
          key.connection(),
          key.step(),
          attempt
        });
  }

  void connection(Claim claim, String connection, RunState state, @Nullable String problem) {
    connections.add(new @Nullable Object[] {state.text(), problem, claim.runId(), connection});
  }

  @Override
  public void write(JdbcClient jdbc) {
    STEPS.insert(jdbc, steps);
    WRITES.insert(jdbc, writes);
    CALLS.insert(jdbc, calls);
    update(ENDS, ends);
    update(CONNECTIONS, connections);
  }

  private void update(String sql, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      transaction.batchUpdate(sql, rows);
      rows.clear();
    }
  }

  /** Where rows are added to, many with one statement. */
  private record Table(String sql, List<ColumnArrays.Type> types) {
    Table(String insert, List<ColumnArrays.Type> types, String end) {
      this(insert + " unnest(" + ColumnArrays.parameters(types) + ") " + end, types);
    }

    void insert(JdbcClient jdbc, List<@Nullable Object[]> rows) {
      if (rows.isEmpty()) {
        return;
      }
      jdbc.sql(sql).params(ColumnArrays.of(types, rows)).update();
      rows.clear();
    }
  }
}
