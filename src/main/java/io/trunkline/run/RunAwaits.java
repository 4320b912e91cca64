package io.trunkline.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Those who wait for the end of runs. Thread-safe. */
final class RunAwaits {
  private final Map<String, CompletableFuture<Run>> ends = new ConcurrentHashMap<>();

  /**
   * Completes when the run ends. A copy, so that a caller who cancels it ends only his own wait.
   */
  CompletableFuture<Run> add(String runId) {
    return ends.computeIfAbsent(runId, id -> new CompletableFuture<>()).copy();
  }

  List<String> runIds() {
    return List.copyOf(ends.keySet());
  }

  void ended(Run run) {
    CompletableFuture<Run> end = ends.remove(run.id());
    if (end != null) {
      end.complete(run);
    }
  }
}
