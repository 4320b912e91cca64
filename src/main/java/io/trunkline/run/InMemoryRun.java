package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run.ConnectionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run with its journal, in memory; guarded by the lock of its {@link InMemoryRunStore}. */
final class InMemoryRun {
  final String id;
  final RunRequest request;
  final Instant startedAt;
  final Map<String, ConnectionState> states = new LinkedHashMap<>();
  final Map<StepKey, RunStep> steps = new LinkedHashMap<>();
  final List<StepAttempt> attempts = new ArrayList<>();
  final List<ApiCallRecord> calls = new ArrayList<>();
  RunState state = RunState.WAITING;
  @Nullable JsonNode problem;
  @Nullable Instant finishedAt;
  @Nullable String node;
  Instant leaseUntil = Instant.MIN;
  long token;

  InMemoryRun(String id, RunRequest request, Instant startedAt) {
    this.id = id;
    this.request = request;
    this.startedAt = startedAt;
    for (String name : request.connectionNames()) {
      states.put(name, new ConnectionState(name, RunState.WAITING, null));
    }
  }

  Claim claim(String owner, Instant until) {
    node = owner;
    leaseUntil = until;
    token++;
    return new Claim(id, owner, token);
  }

  boolean freeFor(String claimant, Instant now) {
    return node == null || node.equals(claimant) || !leaseUntil.isAfter(now);
  }

  boolean holds(Claim claim) {
    return token == claim.token() && claim.node().equals(node);
  }

  List<Place> places() {
    return Stream.concat(
            states.keySet().stream().map(name -> "connection " + name), request.objects().stream())
        .map(name -> new Place(request.org(), name))
        .toList();
  }

  void change(StepKey key, Function<RunStep, RunStep> change) {
    steps.computeIfPresent(key, (same, old) -> change.apply(old));
  }

  Run run() {
    return new Run(
        id,
        request.org(),
        state,
        request.specHash(),
        request.planHash(),
        request.startedBy(),
        request.reason(),
        request.undoOnFailure(),
        request.idempotencyKey(),
        startedAt,
        finishedAt,
        problem,
        node,
        List.copyOf(states.values()));
  }

  /** A connection or an object of an org: what two runs must not work on at once. */
  record Place(String org, String name) {}
}
