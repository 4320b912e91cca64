package io.trunkline.event;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes what was observed of trunks. Thread-safe; never blocks. */
public interface Intake {
  /**
   * Takes observations, in their order. Each one, its dedupe key and what is to be told of it and
   * of the state that it makes are committed together; the receipts come after that commit.
   *
   * <p>A {@link SourceKind#POLL} that finds nothing new is accepted and leaves only the trunk's
   * time of last sight.
   *
   * @return one receipt for each observation, in their order, given on a thread that must not be
   *     held; fails with {@link Overloaded} when too much waits, and with {@link
   *     io.trunkline.store.StoreUnavailable} when the database does not answer: nothing was
   *     acknowledged then, and everything may be given again
   */
  CompletionStage<List<Receipt>> accept(List<Observation> observations);

  /**
   * Merges into states what a node left that died in a busy second: the table has them a second
   * later then. Not needed for what is told to sinks.
   */
  CompletionStage<Void> catchUp();

  /**
   * Notes that a source may have missed events in a time. Shown in the timeline of every trunk of
   * the org.
   *
   * @param reason what happened, for people
   */
  CompletionStage<Void> gap(String org, Source source, Instant from, Instant to, String reason);
}
