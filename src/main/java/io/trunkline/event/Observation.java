package io.trunkline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was seen of a trunk, whoever told.
 *
 * @param org the org whose trunk it is
 * @param trunk which trunk
 * @param source who told
 * @param eventId what the sender knows it by; when null, an equal {@code raw} of the same source is
 *     the same event
 * @param eventTime when it happened, by the sender's clock; when null, {@code receivedAt} stands in
 * @param receivedAt when we heard of it
 * @param state what it says
 * @param raw the JSON, or whatever text it was, as it came
 */
public record Observation(
    String org,
    TrunkRef trunk,
    Source source,
    @Nullable String eventId,
    @Nullable Instant eventTime,
    Instant receivedAt,
    PartialState state,
    String raw) {

  /** When it happened, as far as is known. */
  Instant at() {
    return eventTime == null ? receivedAt : eventTime;
  }
}
