package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds runs and their journal. Methods block until the write is committed, unless they say
 * otherwise; those that take a {@link Claim} throw {@link RunLost} when it is outdated.
 * Thread-safe.
 */
public interface RunStore {

  /**
   * Adds a run in state {@link RunState#WAITING}, claimed by the node, or finds the one that was
   * added with the same idempotency key.
   *
   * @throws RunRefused when the key belongs to a run of another spec or org
   */
  Created create(RunRequest request, String runId, String node, Duration lease);

  /** The run with this id. */
  Optional<Run> find(String runId);

  /** What the run with this id was asked to do. */
  Optional<RunDocument> document(String runId);

  /**
   * Differs once any node has added a run, ended one or begun to work on one again. Looks at every
   * run's row.
   */
  String mark();

  /** How often this process has added or ended a run; costs nothing. */
  long changes();

  /** Runs, newest first. */
  List<Run> list(RunQuery query);

  /**
   * Claims a run that no other living node owns; empty when one does or the run does not exist. A
   * node may claim again what it owns: its former claim is then outdated.
   */
  Optional<Claim> claim(String runId, String node, Duration lease);

  /**
   * As {@link #claim}, and empty when the run has ended: whoever saw it among the {@link #orphans}
   * may come after its owner's last word.
   */
  Optional<Claim> takeOver(String runId, String node, Duration lease);

  /** Prolongs a claim; false when it is outdated. */
  boolean renew(Claim claim, Duration lease);

  /** Gives a claim up; does nothing when it is outdated. */
  void release(Claim claim);

  /** Ids of runs that have not ended and that no other living node owns, oldest first. */
  List<String> orphans(String node);

  /**
   * Takes the run's connections and shared objects for it, all or none.
   *
   * @return the id of the run in the way; empty when all of them are now this run's
   */
  Optional<String> lockConnections(Claim claim);

  /** Whether another run has worked on the run's org since, or does so now. */
  boolean othersWorked(Run run, Instant since);

  /**
   * Gives the intent to attempt a step or its undo, to be committed at once, and with it all that
   * was given before. Until then nothing may be done that has an effect.
   *
   * @param order the step's position within the run, from 1
   * @param attempt from 1 within the step
   * @return completes with the commit, or with what the other methods would throw
   */
  CompletableFuture<Void> intent(Claim claim, StepKey key, int order, int attempt, boolean undo);

  /**
   * Gives what a step is about to write, to be committed at once. Until then it must not be sent.
   *
   * @param position from 1 within the step, over all attempts
   * @return completes as that of {@link #intent} does
   */
  CompletableFuture<Void> intendWrite(
      Claim claim, StepKey key, int attempt, int position, JsonNode write);

  /**
   * Gives a step's result, to be committed at the latest with the next intent. Until then the step
   * counts as one in doubt, as it does after a crash.
   *
   * @return completes as that of {@link #intent} does
   */
  CompletableFuture<Void> result(Claim claim, StepKey key, int attempt, ObjectNode outputs);

  /** Commits the end of an attempt that changes nothing but the state: a failure, an undo. */
  void end(Claim claim, StepKey key, int attempt, StepState state, @Nullable JsonNode problem);

  /**
   * Gives where a connection stands, to be committed at the latest with the next intent or the
   * run's next state.
   *
   * @return completes as that of {@link #intent} does
   */
  CompletableFuture<Void> connection(
      Claim claim, String connection, RunState state, @Nullable JsonNode problem);

  /**
   * Commits where the run stands. A state that has {@link RunState#ended()} also gives up claim and
   * connections.
   */
  void state(Claim claim, RunState state, @Nullable JsonNode problem);

  /** Adds an API call to the record. Committed soon, at the latest with the next journal write. */
  void record(ApiCallRecord call);

  /** The run's steps, in order. */
  List<RunStep> steps(String runId);

  /** The run's attempts, in order. */
  List<StepAttempt> attempts(String runId);

  /** The run's API calls, in order. */
  List<ApiCallRecord> calls(String runId);

  /**
   * The outcome of {@link #create}.
   *
   * @param run the new run or the one that has the key
   * @param claim the new run's claim; null when the run was there before
   */
  record Created(Run run, @Nullable Claim claim) {}

  /**
   * Which runs to list.
   *
   * @param org only this org; null for all
   * @param before only runs older than the one with this id; null to begin with the newest
   * @param limit at most so many
   */
  record RunQuery(@Nullable String org, @Nullable String before, int limit) {}
}
