package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One durable execution of a plan, as the store holds it; the plan itself is in its {@link
 * RunDocument}.
 *
 * @param id time-ordered UUID
 * @param org name of the configured org
 * @param state where it stands
 * @param specHash SHA-256 of the spec text, hexadecimal
 * @param planHash SHA-256 of the plan, hexadecimal
 * @param startedBy who asked for it
 * @param reason why, in that person's words; empty when not given
 * @param undoOnFailure whether a failure is followed by an undo
 * @param idempotencyKey the caller's key; null when none was given
 * @param startedAt when it was accepted
 * @param finishedAt when it ended; null while it has not
 * @param problem why it failed, or what is left; null when all is well
 * @param node the node that works on it; null when none does
 * @param states where each connection stands, in the order of the spec
 */
public record Run(
    String id,
    String org,
    RunState state,
    String specHash,
    String planHash,
    String startedBy,
    String reason,
    boolean undoOnFailure,
    @Nullable String idempotencyKey,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable JsonNode problem,
    @Nullable String node,
    List<ConnectionState> states) {

  /** Copies the list, so that a run never changes. */
  public Run {
    states = List.copyOf(states);
  }

  /**
   * Where one connection of a run stands.
   *
   * @param connection the connection's name
   * @param state {@link RunState#WAITING} until its first step begins
   * @param problem why it failed or what is left; null when all is well
   */
  public record ConnectionState(String connection, RunState state, @Nullable JsonNode problem) {}
}
