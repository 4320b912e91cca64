package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run.ConnectionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of runs in the API and in {@code --json}. */
public final class RunJson {
  private RunJson() {}

  /** A run without its steps, for lists. */
  public static ObjectNode summary(Run run) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", run.id()).put("org", run.org()).put("state", run.state().text());
    json.put("startedBy", run.startedBy()).put("reason", run.reason());
    json.put("startedAt", run.startedAt().toString());
    json.put("finishedAt", run.finishedAt() == null ? null : run.finishedAt().toString());
    json.put("specHash", run.specHash()).put("planHash", run.planHash());
    if (run.problem() != null) {
      json.set("problem", run.problem());
    }
    return json;
  }

  /** A run with each connection's steps, in the order in which they began. */
  public static ObjectNode whole(Run run, List<RunStep> steps) {
    ObjectNode json = summary(run);
    ArrayNode connections = json.putArray("connections");
    for (ConnectionState state : run.states()) {
      ObjectNode connection = connections.addObject();
      connection.put("name", state.connection()).put("state", state.state().text());
      if (state.problem() != null) {
        connection.set("problem", state.problem());
      }
      ArrayNode list = connection.putArray("steps");
      steps.stream()
          .filter(step -> step.key().connection().equals(state.connection()))
          .sorted(Comparator.comparingInt(RunStep::order))
          .forEach(step -> list.add(step(step)));
    }
    return json;
  }

  private static ObjectNode step(RunStep step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("step", step.key().step()).put("state", step.state().text());
    json.put("attempts", step.attempts()).put("startedAt", step.startedAt().toString());
    json.put("finishedAt", step.finishedAt() == null ? null : step.finishedAt().toString());
    json.set("outputs", step.outputs());
    if (step.problem() != null) {
      json.set("problem", step.problem());
    }
    return json;
  }

  /**
   * Reads {@link #summary} or {@link #whole} back; the spec, the plan and the node are not in it.
   */
  public static Run readRun(JsonNode json) {
    List<ConnectionState> states = new ArrayList<>();
    for (JsonNode connection : json.path("connections")) {
      states.add(
          new ConnectionState(
              connection.path("name").asText(),
              RunState.of(connection.path("state").asText()),
              connection.get("problem")));
    }
    return new Run(
        json.path("id").asText(),
        json.path("org").asText(),
        RunState.of(json.path("state").asText()),
        json.path("specHash").asText(),
        json.path("planHash").asText(),
        json.path("startedBy").asText(),
        json.path("reason").asText(),
        false,
        null,
        Instant.parse(json.path("startedAt").asText()),
        instant(json.get("finishedAt")),
        json.get("problem"),
        null,
        states);
  }

  /** Reads the steps of {@link #whole} back; their writes are not in it. */
  public static List<RunStep> readSteps(JsonNode json) {
    List<RunStep> steps = new ArrayList<>();
    for (JsonNode connection : json.path("connections")) {
      for (JsonNode step : connection.path("steps")) {
        StepKey key = new StepKey(connection.path("name").asText(), step.path("step").asText());
        steps.add(readStep(key, steps.size() + 1, step));
      }
    }
    return steps;
  }

  private static RunStep readStep(StepKey key, int order, JsonNode step) {
    return new RunStep(
        key,
        order,
        StepState.of(step.path("state").asText()),
        step.path("attempts").asInt(),
        Instant.parse(step.path("startedAt").asText()),
        instant(step.get("finishedAt")),
        step.get("outputs") instanceof ObjectNode outputs
            ? outputs
            : JsonNodeFactory.instance.objectNode(),
        List.of(),
        step.get("problem"));
  }

  private static @Nullable Instant instant(@Nullable JsonNode json) {
    return json == null || json.isNull() ? null : Instant.parse(json.asText());
  }
}
