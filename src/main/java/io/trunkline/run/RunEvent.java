package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a run, for those who watch it live. */
public sealed interface RunEvent {
  /** The run. */
  String runId();

  /** When. */
  Instant at();

  /** The run waits until another one has left its connections. */
  record RunWaiting(String runId, Instant at, String behind) implements RunEvent {}

  /** Execution begins, or goes on when {@code resumed}. */
  record RunStarted(String runId, Instant at, boolean resumed) implements RunEvent {}

  /** A step's intent is committed. */
  record StepStarted(String runId, Instant at, StepKey key, int attempt) implements RunEvent {}

  /** A step's result is committed. */
  record StepFinished(String runId, Instant at, StepKey key, ObjectNode outputs)
      implements RunEvent {}

  /** A step that finished earlier is passed over, its outputs restored. */
  record StepSkipped(String runId, Instant at, StepKey key, ObjectNode outputs)
      implements RunEvent {}

  /** An attempt failed; an error handler may try again. */
  record StepFailed(String runId, Instant at, StepKey key, int attempt, JsonNode problem)
      implements RunEvent {}

  /** The undo of the run begins, or goes on. */
  record UndoStarted(String runId, Instant at) implements RunEvent {}

  /** A step is undone. */
  record StepUndone(String runId, Instant at, StepKey key) implements RunEvent {}

  /** A step could not be undone. */
  record StepLeft(String runId, Instant at, StepKey key, JsonNode problem) implements RunEvent {}

  /** A connection ended in this run. */
  record ConnectionFinished(
      String runId, Instant at, String connection, RunState state, @Nullable JsonNode problem)
      implements RunEvent {}

  /** The run ended. */
  record RunFinished(String runId, Instant at, RunState state, @Nullable JsonNode problem)
      implements RunEvent {}
}
