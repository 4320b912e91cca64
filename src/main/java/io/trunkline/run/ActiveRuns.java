package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runs that this node works on at the moment. Thread-safe. */
public final class ActiveRuns {
  private final Map<String, ActiveRun> runs = new ConcurrentHashMap<>();
  private final RouteUse routes = new RouteUse();
  private volatile boolean leaving;

  /** None at first. */
  public ActiveRuns() {}

  /**
   * Commits what a step is about to write, so that a successor can tell its own work from that of
   * others. To be called after the look-up and before the call that writes. Blocks until committed.
   *
   * @param runId the run
   * @param token the value of {@link RunVariables#RUN_TOKEN}
   * @param connection the connection; empty outside the split
   * @param step the id of the Step EIP
   * @param write what will be written: kind of resource, method, natural key, and for an update the
   *     object as it was; never a secret
   * @throws RunLost when this node does not own the run: do not write then
   */
  public void intendWrite(
      String runId, long token, String connection, String step, JsonNode write) {
    require(runId, token).intendWrite(new StepKey(connection, step), write);
  }

  /** Ids of the runs that this node works on, the oldest first. */
  public List<String> ids() {
    return runs.keySet().stream().sorted().toList();
  }

  /** No step begins any more, and none that fails from now on is judged: who comes next does it. */
  void leave() {
    leaving = true;
  }

  /** Whether runs are left to whoever takes them up next. */
  boolean leaving() {
    return leaving;
  }

  /** Who works with the routes of runs. */
  RouteUse routes() {
    return routes;
  }

  ActiveRun require(String runId, @Nullable Long token) {
    ActiveRun run = runs.get(runId);
    if (run == null || token == null || token != run.claim().token()) {
      throw new RunLost(runId);
    }
    return run;
  }

  void add(ActiveRun run) {
    runs.put(run.run().id(), run);
  }

  /** Removes the run when it is still under this claim, not under a later one. */
  void remove(ActiveRun run) {
    runs.remove(run.run().id(), run);
  }

  Optional<ActiveRun> find(String runId) {
    return Optional.ofNullable(runs.get(runId));
  }

  Collection<ActiveRun> all() {
    return List.copyOf(runs.values());
  }
}
