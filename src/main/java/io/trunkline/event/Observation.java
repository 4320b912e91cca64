package io.trunkline.event;

import java.time.Duration;
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

  private static final Duration AHEAD = Duration.ofMinutes(5);

  /**
   * When it happened, as far as is known. A time far ahead of ours is not believed: it would stand
   * against everything that comes after.
   */
  Instant at() {
    return eventTime == null || eventTime.isAfter(latest()) || eventTime.isBefore(Instant.EPOCH)
        ? receivedAt
        : eventTime;
  }

  Observation inOrg(String otherOrg) {
    return new Observation(otherOrg, trunk, source, eventId, eventTime, receivedAt, state, raw);
  }

  Observation withRaw(String text) {
    return new Observation(org, trunk, source, eventId, eventTime, receivedAt, state, text);
  }

  /** The latest time that can be believed: a sender's clock may be ahead, but not by this much. */
  Instant latest() {
    return receivedAt.plus(AHEAD);
  }
}
