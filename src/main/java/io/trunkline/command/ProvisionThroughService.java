package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEvent;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStep;
import io.trunkline.run.StepKey;
import io.trunkline.run.StepState;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Provisions by asking the service that holds the data folder, and shows its run as if it were
 * ours.
 */
final class ProvisionThroughService {
  private final CommandLine commandLine;
  private final PlanOptions options;
  private final ServiceClient service;

  ProvisionThroughService(CommandLine commandLine, PlanOptions options, ServiceClient service) {
    this.commandLine = commandLine;
    this.options = options;
    this.service = service;
  }

  int call(String reason, boolean undoOnFailure) {
    PrintWriter err = commandLine.getErr();
    err.println("The service at " + service.url() + " does it, with its settings and secrets.");
    err.flush();
    JsonNode accepted;
    try {
      accepted = service.post(path(reason, undoOnFailure), options.text(), headers());
    } catch (ServiceRefusal e) {
      details(err, e.problem());
      throw e;
    }
    return watch(accepted);
  }

  private String path(String reason, boolean undoOnFailure) {
    Map<String, String> query = new HashMap<>();
    query.put("reason", reason);
    query.put("undoOnFailure", String.valueOf(undoOnFailure));
    query.put("check", String.valueOf(options.check));
    if (options.org != null) {
      query.put("org", options.org);
    }
    StringBuilder path = new StringBuilder("/api/runs?");
    query.forEach(
        (name, value) ->
            path.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
    return path.substring(0, path.length() - 1);
  }

  private static Map<String, String> headers() {
    return Map.of(
        "Content-Type",
        "application/yaml",
        "Trunkline-Started-By",
        String.valueOf(System.getProperty("user.name")));
  }

  /** A refusal says which fields of the file it is about. */
  private static void details(PrintWriter err, JsonNode problem) {
    problem.path("problems").forEach(each -> detail(err, "", each));
    for (JsonNode connection : problem.at("/plan/connections")) {
      for (JsonNode step : connection.path("steps")) {
        if (step.hasNonNull("refusal")) {
          detail(err, connection.path("connection").asText() + ": ", step.path("refusal"));
        }
      }
    }
    err.flush();
  }

  private static void detail(PrintWriter err, String where, JsonNode problem) {
    err.println(
        "  "
            + where
            + problem.path("field").asText()
            + " \""
            + problem.path("value").asText()
            + "\": "
            + problem.path("rule").asText()
            + ". "
            + problem.path("fix").asText());
  }

  private int watch(JsonNode accepted) {
    PrintWriter out = commandLine.getOut();
    String id = accepted.path("id").asText();
    String org = accepted.path("org").asText();
    boolean simulated = accepted.path("simulated").asBoolean();
    JournalCalls calls = new JournalCalls(id);
    RunScene scene =
        new RunScene(
            OrgLine.of(org, simulated), simulated, accepted.path("connections").size(), calls);
    RunView view = options.json ? RunView.NONE : RunView.of(out, scene);
    Set<Object> told = new HashSet<>();
    service.events(
        "/api/runs/" + id + "/events",
        (event, data) ->
            events(id, event, data)
                .filter(each -> told.add(identity(each)))
                .forEach(view::happened));
    JsonNode whole = service.get("/api/runs/" + id);
    Run ended = RunJson.readRun(whole);
    calls.refresh();
    view.ended(ended, RunJson.readSteps(whole));
    if (options.json) {
      out.println(JsonNodeFactory.instance.arrayNode().add(whole).toPrettyString());
    }
    out.flush();
    return ended.state() == RunState.SUCCEEDED ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** The stream begins with the run as it stands, and what happened meanwhile follows once more. */
  private static Stream<RunEvent> events(String run, String name, JsonNode data) {
    return "run".equals(name)
        ? RunJson.readSteps(data).stream().flatMap(step -> past(run, step))
        : event(run, name, data).stream();
  }

  private static Object identity(RunEvent event) {
    if (event instanceof RunEvent.StepStarted started) {
      return List.of("started", started.key(), started.attempt());
    }
    return event instanceof RunEvent.StepFinished finished
        ? List.of("finished", finished.key())
        : event;
  }

  private static Stream<RunEvent> past(String run, RunStep step) {
    RunEvent started = new RunEvent.StepStarted(run, step.startedAt(), step.key(), step.attempts());
    Instant at = step.finishedAt();
    return at == null || step.state() != StepState.FINISHED
        ? Stream.of(started)
        : Stream.of(started, new RunEvent.StepFinished(run, at, step.key(), step.outputs()));
  }

  /** Those events that the views show. */
  private static Optional<RunEvent> event(String run, String name, JsonNode data) {
    if (!data.hasNonNull("at")) {
      return Optional.empty();
    }
    Instant at = Instant.parse(data.path("at").asText());
    StepKey key = new StepKey(data.path("connection").asText(), data.path("step").asText());
    return switch (name) {
      case "step-started" ->
          Optional.of(new RunEvent.StepStarted(run, at, key, data.path("attempt").asInt()));
      case "step-finished" ->
          Optional.of(new RunEvent.StepFinished(run, at, key, object(data.get("outputs"))));
      case "step-failed" ->
          Optional.of(
              new RunEvent.StepFailed(
                  run, at, key, data.path("attempt").asInt(), data.path("problem")));
      case "connection-finished" ->
          Optional.of(
              new RunEvent.ConnectionFinished(
                  run,
                  at,
                  key.connection(),
                  RunState.of(data.path("state").asText()),
                  data.get("problem")));
      default -> Optional.empty();
    };
  }

  private static ObjectNode object(@Nullable JsonNode json) {
    return json instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  /** The run's calls as the service's journal has them; read again when a step asks. */
  private final class JournalCalls implements RunScene.Calls {
    private final String run;
    private JsonNode calls = JsonNodeFactory.instance.arrayNode();

    JournalCalls(String run) {
      this.run = run;
    }

    void refresh() {
      calls = service.get("/api/runs/" + run + "/journal").path("calls");
    }

    @Override
    public int total() {
      return calls.size();
    }

    @Override
    public int of(String connection, String step) {
      refresh();
      int made = 0;
      for (JsonNode call : calls) {
        made +=
            call.path("connection").asText().equals(connection)
                    && call.path("step").asText().equals(step)
                ? 1
                : 0;
      }
      return made;
    }
  }
}
