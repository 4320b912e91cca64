package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of one connection, as the journal holds it.
 *
 * @param key connection and step
 * @param order position of its first intent within the run, from 1; an undo goes backwards by it
 * @param state where it stands
 * @param attempts number of attempts begun, those of the undo included
 * @param startedAt time of the first intent
 * @param finishedAt time of the last result, failure or undo; null when there is none
 * @param outputs the {@code step-} variables that the step added or changed, by name; empty object
 *     before the first result
 * @param writes the writes intended so far, in order: {@code {"attempt": 1, "at": "...", "write":
 *     {...}}}
 * @param problem the last failure; null when there is none
 */
public record RunStep(
    StepKey key,
    int order,
    StepState state,
    int attempts,
    Instant startedAt,
    @Nullable Instant finishedAt,
    ObjectNode outputs,
    List<JsonNode> writes,
    @Nullable JsonNode problem) {

  /** Copies the list, so that a step never changes. */
  public RunStep {
    writes = List.copyOf(writes);
  }

  static RunStep first(StepKey key, int order, Instant now) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    return new RunStep(key, order, StepState.INTENDED, 1, now, null, none, List.of(), null);
  }

  RunStep again(int attempt, boolean undo) {
    StepState next = undo ? StepState.UNDOING : StepState.INTENDED;
    return new RunStep(key, order, next, attempt, startedAt, null, outputs, writes, problem);
  }

  RunStep withWrite(int attempt, Instant at, JsonNode write) {
    List<JsonNode> more = new ArrayList<>(writes);
    more.add(writeEntry(attempt, at, write));
    return new RunStep(key, order, state, attempts, startedAt, finishedAt, outputs, more, problem);
  }

  RunStep ended(
      StepState end, Instant at, @Nullable ObjectNode results, @Nullable JsonNode reason) {
    ObjectNode kept = results == null ? outputs : results;
    return new RunStep(key, order, end, attempts, startedAt, at, kept, writes, reason);
  }

  static ObjectNode writeEntry(int attempt, Instant at, JsonNode write) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("attempt", attempt).put("at", at.toString()).set("write", write);
    return entry;
  }
}
