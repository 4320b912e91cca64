package io.trunkline.analytics;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One voice session of a conversation towards or from a carrier, with the facts that figures need.
 * Numbers of callers are used to attribute it and are not kept.
 *
 * @param conversationId with {@code sessionId} the key: the same leg may be written as often as one
 *     likes
 * @param sessionId session of the participant that stands for the outside ({@code external}, {@code
 *     customer})
 * @param inbound true when the call came from the carrier
 * @param started begin of its first segment; the channel is taken from here
 * @param answered begin of its first {@code interact} segment; null when nobody answered
 * @param ended end of its last segment without wrap-up; null while the call lasts
 * @param sipCode last of {@code sipResponseCodes}, null when there is none
 * @param q850 last of {@code q850ResponseCodes}, null when there is none
 * @param disconnectType of its last segment, as the API spells it
 * @param edgeId edge of the session
 * @param trunkId trunk that media statistics named; null when they were not asked
 * @param dnis number that was called, as the API spells it; for attribution only
 * @param ani number that called; for attribution only
 * @param media what its media endpoint statistics say; null when there are none
 */
public record ConversationLeg(
    String conversationId,
    String sessionId,
    boolean inbound,
    Instant started,
    @Nullable Instant answered,
    @Nullable Instant ended,
    @Nullable Integer sipCode,
    @Nullable Integer q850,
    @Nullable String disconnectType,
    @Nullable String edgeId,
    @Nullable String trunkId,
    @Nullable String dnis,
    @Nullable String ani,
    @Nullable MediaQuality media) {

  /** Refuses a leg without a key or a beginning. */
  public ConversationLeg {
    Objects.requireNonNull(conversationId, "a leg has a conversation");
    Objects.requireNonNull(sessionId, "a leg has a session");
    Objects.requireNonNull(started, "a leg has begun");
  }

  @Override
  public String toString() {
    return "ConversationLeg[" + conversationId + "/" + sessionId + "]";
  }
}
