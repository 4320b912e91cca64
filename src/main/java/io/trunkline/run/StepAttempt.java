package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step or at its undo.
 *
 * @param key connection and step
 * @param number from 1 within the step, counting both kinds
 * @param undo true for an attempt to undo
 * @param node the node that made it
 * @param startedAt time of the intent
 * @param finishedAt time of result or failure; null when neither was written
 * @param problem why it failed; null when it did not or nobody knows
 */
public record StepAttempt(
    StepKey key,
    int number,
    boolean undo,
    String node,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable JsonNode problem) {}
