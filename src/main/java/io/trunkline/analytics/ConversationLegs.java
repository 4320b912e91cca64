package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the legs towards carriers out of a conversation of the details query or a job (fact sheet
 * 6.4). Pure.
 */
final class ConversationLegs {
  private static final Set<String> OUTSIDE = Set.of("external", "customer");

  private ConversationLegs() {}

  /** The legs of a conversation; a session without segments began with the conversation. */
  static List<ConversationLeg> of(JsonNode conversation) {
    List<ConversationLeg> legs = new ArrayList<>();
    for (JsonNode participant : conversation.path("participants")) {
      if (OUTSIDE.contains(participant.path("purpose").asText())) {
        for (JsonNode session : participant.path("sessions")) {
          if ("voice".equals(session.path("mediaType").asText())
              && session.hasNonNull("sessionId")) {
            legs.add(leg(conversation, session));
          }
        }
      }
    }
    return legs;
  }

  private static ConversationLeg leg(JsonNode conversation, JsonNode session) {
    Segments segments = new Segments();
    session.path("segments").forEach(segments::add);
    String direction =
        session.path("direction").asText(conversation.path("originatingDirection").asText());
    Instant begun = segments.started;
    Instant conversationEnd = time(conversation, "conversationEnd");
    return new ConversationLeg(
        conversation.path("conversationId").asText(),
        session.path("sessionId").asText(),
        "inbound".equals(direction),
        begun == null ? Instant.parse(conversation.path("conversationStart").asText()) : begun,
        segments.answered,
        segments.open ? conversationEnd : segments.ended == null ? conversationEnd : segments.ended,
        segments.sipCode,
        segments.q850,
        segments.disconnect,
        text(session, "edgeId"),
        null,
        text(session, "sessionDnis") == null ? text(session, "dnis") : text(session, "sessionDnis"),
        text(session, "ani"),
        media(session.path("mediaEndpointStats")));
  }

  /** What the segments of a session say together; wrap-up is no part of the call. */
  private static final class Segments {
    @Nullable Instant started;
    @Nullable Instant answered;
    @Nullable Instant ended;
    @Nullable Integer sipCode;
    @Nullable Integer q850;
    @Nullable String disconnect;
    boolean open;

    void add(JsonNode segment) {
      String type = segment.path("segmentType").asText();
      if ("wrapup".equals(type)) {
        return;
      }
      Instant start = time(segment, "segmentStart");
      Instant end = time(segment, "segmentEnd");
      if (start != null && (started == null || start.isBefore(started))) {
        started = start;
      }
      if ("interact".equals(type)
          && start != null
          && (answered == null || start.isBefore(answered))) {
        answered = start;
      }
      open |= end == null;
      if (end != null && (ended == null || !end.isBefore(ended))) {
        ended = end;
        disconnect = text(segment, "disconnectType");
      }
      sipCode = last(segment.path("sipResponseCodes"), sipCode);
      q850 = last(segment.path("q850ResponseCodes"), q850);
    }
  }

  private static @Nullable MediaQuality media(JsonNode statistics) {
    if (statistics.isEmpty()) {
      return null;
    }
    Double mos = null;
    Double rFactor = null;
    Integer latency = null;
    long received = 0;
    long discarded = 0;
    for (JsonNode one : statistics) {
      mos = least(mos, one.path("minMos"));
      rFactor = least(rFactor, one.path("minRFactor"));
      if (one.path("maxLatencyMs").isNumber()) {
        int ms = one.path("maxLatencyMs").asInt();
        latency = latency == null ? ms : Math.max(latency, ms);
      }
      received += one.path("receivedPackets").asLong();
      discarded += one.path("discardedPackets").asLong();
    }
    return new MediaQuality(mos, rFactor, latency, received, discarded);
  }

  private static @Nullable Double least(@Nullable Double known, JsonNode value) {
    if (!value.isNumber()) {
      return known;
    }
    return known == null
        ? Double.valueOf(value.asDouble())
        : Double.valueOf(Math.min(known, value.asDouble()));
  }

  private static @Nullable Integer last(JsonNode codes, @Nullable Integer before) {
    return codes.isEmpty() ? before : Integer.valueOf(codes.get(codes.size() - 1).asInt());
  }

  private static @Nullable Instant time(JsonNode node, String field) {
    return node.hasNonNull(field) ? Instant.parse(node.path(field).asText()) : null;
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : null;
  }
}
