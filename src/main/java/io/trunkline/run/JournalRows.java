package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run.ConnectionState;
import io.trunkline.run.RunStore.RunQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads runs and their journal. */
final class JournalRows {
  private final JdbcClient jdbc;

  JournalRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Run> run(String runId) {
    List<ConnectionState> states =
        jdbc.sql("select * from run_connection where run_id = ? order by position")
            .param(runId)
            .query((row, number) -> connection(row))
            .list();
    return jdbc.sql("select * from run where id = ?")
        .param(runId)
        .query((row, number) -> run(row, states))
        .optional();
  }

  Optional<RunDocument> document(String runId) {
    return jdbc.sql("select connections, plan from run_document where run_id = ?")
        .param(runId)
        .query(
            (row, number) ->
                new RunDocument(Columns.json(row, "connections"), Columns.json(row, "plan")))
        .optional();
  }

  List<Run> runs(RunQuery query) {
    Map<String, List<ConnectionState>> states = new HashMap<>();
    String page =
        """
        select * from run where (cast(:org as varchar) is null or org = :org)
          and (cast(:before as varchar) is null or id < :before) order by id desc limit :limit""";
    jdbc.sql(
            "select c.* from run_connection c join (%s) r on r.id = c.run_id order by c.position"
                .formatted(page))
        .params(params(query))
        .query(
            (row, number) ->
                states
                    .computeIfAbsent(row.getString("run_id"), id -> new ArrayList<>())
                    .add(connection(row)))
        .list();
    return jdbc.sql(page)
        .params(params(query))
        .query((row, number) -> run(row, states.getOrDefault(row.getString("id"), List.of())))
        .list();
  }

  private static Map<String, ?> params(RunQuery query) {
    Map<String, Object> params = new HashMap<>();
    params.put("org", query.org());
    params.put("before", query.before());
    params.put("limit", query.limit());
    return params;
  }

  private static ConnectionState connection(ResultSet row) throws SQLException {
    return new ConnectionState(
        row.getString("connection"),
        RunState.of(row.getString("state")),
        Columns.maybeJson(row, "problem"));
  }

  private static Run run(ResultSet row, List<ConnectionState> states) throws SQLException {
    return new Run(
        row.getString("id"),
        row.getString("org"),
        RunState.of(row.getString("state")),
        row.getString("spec_hash"),
        row.getString("plan_hash"),
        row.getString("started_by"),
        row.getString("reason"),
        row.getBoolean("undo_on_failure"),
        row.getString("idempotency_key"),
        Columns.time(row, "started_at"),
        Columns.maybeTime(row, "finished_at"),
        Columns.maybeJson(row, "problem"),
        row.getString("node"),
        states);
  }

  List<RunStep> steps(String runId) {
    Map<StepKey, List<JsonNode>> writes = writes(runId);
    return jdbc.sql("select * from run_step where run_id = ? order by position")
        .param(runId)
        .query((row, number) -> step(row, writes.getOrDefault(key(row), List.of())))
        .list();
  }

  private Map<StepKey, List<JsonNode>> writes(String runId) {
    Map<StepKey, List<JsonNode>> writes = new HashMap<>();
    jdbc.sql("select * from step_write where run_id = ? order by attempt, position")
        .param(runId)
        .query(
            (row, number) ->
                writes
                    .computeIfAbsent(key(row), key -> new ArrayList<>())
                    .add(
                        RunStep.writeEntry(
                            row.getInt("attempt"),
                            Columns.time(row, "intended_at"),
                            Columns.json(row, "intended"))))
        .list();
    return writes;
  }

  private static StepKey key(ResultSet row) throws SQLException {
    return new StepKey(row.getString("connection"), row.getString("step"));
  }

  private static RunStep step(ResultSet row, List<JsonNode> writes) throws SQLException {
    return new RunStep(
        key(row),
        row.getInt("position"),
        StepState.of(row.getString("state")),
        row.getInt("attempts"),
        Columns.time(row, "started_at"),
        Columns.maybeTime(row, "finished_at"),
        (ObjectNode) Columns.json(row, "outputs"),
        writes,
        Columns.maybeJson(row, "problem"));
  }

  List<StepAttempt> attempts(String runId) {
    return jdbc.sql(
            """
            select connection, step, attempt, undo, node, started_at, finished_at, problem
              from step_attempt where run_id = ?
            union all
            select connection, step, attempts, undo, node, attempted_at, finished_at,
              case when finished_at is not null then problem end from run_step where run_id = ?
            order by started_at, attempt""")
        .params(runId, runId)
        .query(
            (row, number) ->
                new StepAttempt(
                    key(row),
                    row.getInt("attempt"),
                    row.getBoolean("undo"),
                    row.getString("node"),
                    Columns.time(row, "started_at"),
                    Columns.maybeTime(row, "finished_at"),
                    Columns.maybeJson(row, "problem")))
        .list();
  }

  List<ApiCallRecord> calls(String runId) {
    return jdbc.sql("select * from api_call where run_id = ? order by id")
        .param(runId)
        .query(
            (row, number) ->
                new ApiCallRecord(
                    row.getString("run_id"),
                    row.getString("connection"),
                    row.getString("step"),
                    row.getString("org"),
                    row.getString("method"),
                    row.getString("path"),
                    row.getInt("status"),
                    row.getString("correlation_id"),
                    row.getLong("millis"),
                    Columns.time(row, "at")))
        .list();
  }
}
