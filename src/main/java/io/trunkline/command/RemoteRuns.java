package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunStep;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs that the running service holds, read and ordered over its API. */
final class RemoteRuns implements Runs {
  private final ServiceClient service;

  RemoteRuns(ServiceClient service) {
    this.service = service;
  }

  @Override
  public List<Run> newest(int limit) {
    List<Run> runs = new ArrayList<>();
    service
        .get("/api/runs?limit=" + limit)
        .path("runs")
        .forEach(run -> runs.add(run(run.path("id").asText())));
    return runs;
  }

  @Override
  public Run run(String id) {
    return RunJson.readRun(known(id, "", false));
  }

  @Override
  public List<RunStep> steps(String id) {
    return RunJson.readSteps(known(id, "", false));
  }

  @Override
  public JsonNode journal(String id) {
    return known(id, "/journal", false);
  }

  @Override
  public Run resume(String id, boolean replan) {
    known(id, replan ? "/resume?replan=true" : "/resume", true);
    return ended(id);
  }

  @Override
  public Run undo(String id) {
    known(id, "/undo", true);
    return ended(id);
  }

  /** The stream of a run's events ends with the run. */
  private Run ended(String id) {
    service.events(path(id) + "/events", (event, data) -> {});
    return run(id);
  }

  private JsonNode known(String id, String operation, boolean order) {
    try {
      String path = path(id) + operation;
      return order ? service.post(path, "", Map.of()) : service.get(path);
    } catch (ServiceRefusal e) {
      throw e.status() == 404 ? UnknownRun.of(id) : e;
    }
  }

  private static String path(String id) {
    return "/api/runs/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    // The service goes on.
  }
}
