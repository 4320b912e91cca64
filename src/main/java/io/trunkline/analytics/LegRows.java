package io.trunkline.analytics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes rows of legs, in the order of the table's columns. */
final class LegRows {
  static final int CONVERSATION = 1;
  static final int SESSION = 2;
  static final int STARTED = 6;
  static final int ENDED = 8;
  private static final int LONGEST_WORD = 60;

  private final int org;
  private final OrgTrunks trunks;

  LegRows(int org, OrgTrunks trunks) {
    this.org = org;
    this.trunks = trunks;
  }

  Object[] row(ConversationLeg leg) {
    AttributionRules.Attributed to = trunks.legs().attribute(leg);
    int trunk =
        to.trunk() == null ? trunks.unattributed(leg.edgeId()) : trunks.trunk(to.trunk().id());
    MediaQuality media = leg.media();
    return new Object[] {
      org,
      uuid(leg.conversationId()),
      uuid(leg.sessionId()),
      trunk,
      (short) to.how().code(),
      leg.inbound(),
      leg.started().toEpochMilli(),
      millis(leg.answered()),
      millis(leg.ended()),
      (short) Outcome.of(leg).code(),
      code(leg.sipCode()),
      code(leg.q850()),
      word(leg.disconnectType()),
      media == null ? null : media.minMos(),
      media == null ? null : media.minRFactor(),
      media == null ? null : media.maxLatencyMillis(),
      media == null ? null : media.receivedPackets(),
      media == null ? null : media.discardedPackets()
    };
  }

  /** The API's ids are UUIDs; should one not be, it gets the one that always follows from it. */
  static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static @Nullable Short code(@Nullable Integer code) {
    return code == null || code < 0 || code > Short.MAX_VALUE
        ? null
        : Short.valueOf(code.shortValue());
  }

  private static @Nullable String word(@Nullable String word) {
    return word == null ? null : word.substring(0, Math.min(word.length(), LONGEST_WORD));
  }
}
