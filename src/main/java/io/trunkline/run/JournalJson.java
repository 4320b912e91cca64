package io.trunkline.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The form of a run's journal in the API and in {@code --json}: attempts, writes and API calls. */
public final class JournalJson {
  private JournalJson() {}

  /** The journal of a run. */
  public static ObjectNode of(String runId, RunStore store) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("run", runId);
    ArrayNode attempts = json.putArray("attempts");
    store.attempts(runId).forEach(attempt -> attempts.add(attempt(attempt)));
    ArrayNode writes = json.putArray("writes");
    for (RunStep step : store.steps(runId)) {
      step.writes()
          .forEach(write -> key(writes.addObject(), step.key()).setAll((ObjectNode) write));
    }
    ArrayNode calls = json.putArray("calls");
    store.calls(runId).forEach(call -> calls.add(call(call)));
    return json;
  }

  private static ObjectNode key(ObjectNode json, StepKey key) {
    return json.put("connection", key.connection()).put("step", key.step());
  }

  private static ObjectNode attempt(StepAttempt attempt) {
    ObjectNode json = key(JsonNodeFactory.instance.objectNode(), attempt.key());
    json.put("attempt", attempt.number()).put("undo", attempt.undo()).put("node", attempt.node());
    json.put("startedAt", attempt.startedAt().toString());
    json.put("finishedAt", attempt.finishedAt() == null ? null : attempt.finishedAt().toString());
    if (attempt.problem() != null) {
      json.set("problem", attempt.problem());
    }
    return json;
  }

  private static ObjectNode call(ApiCallRecord call) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("connection", call.connection())
        .put("step", call.step())
        .put("method", call.method())
        .put("path", call.path())
        .put("status", call.status())
        .put("correlationId", call.correlationId())
        .put("millis", call.millis())
        .put("at", call.at().toString());
  }
}
