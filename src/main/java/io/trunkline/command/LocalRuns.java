package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.JournalJson;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunStep;
import io.trunkline.run.RunStore;
import io.trunkline.run.RunStore.RunQuery;
import io.trunkline.service.Service;
import java.util.List;

/** Runs that this process reads and executes itself. */
final class LocalRuns implements Runs {
  private final Service service;
  private final RunStore store;
  private final RunEngine engine;

  LocalRuns(Service service) {
    this.service = service;
    this.store = service.bean(RunStore.class);
    this.engine = service.bean(RunEngine.class);
  }

  @Override
  public List<Run> newest(int limit) {
    return store.list(new RunQuery(null, null, limit));
  }

  @Override
  public Run run(String id) {
    return store.find(id).orElseThrow(() -> UnknownRun.of(id));
  }

  @Override
  public List<RunStep> steps(String id) {
    return store.steps(id);
  }

  @Override
  public JsonNode journal(String id) {
    return JournalJson.of(run(id).id(), store);
  }

  @Override
  public Run resume(String id, boolean replan) {
    engine.resume(run(id).id(), replan);
    return engine.await(id, ProvisionCommand.LONGEST).join();
  }

  @Override
  public Run undo(String id) {
    engine.undo(run(id).id());
    return engine.await(id, ProvisionCommand.LONGEST).join();
  }

  @Override
  public void close() {
    service.close();
  }
}
