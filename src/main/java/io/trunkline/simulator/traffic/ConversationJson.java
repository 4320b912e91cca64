package io.trunkline.simulator.traffic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trunkline.simulator.org.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes conversations as analytics tells them (6.4). A call that lasts has no end, no codes and no
 * quality yet. Written as a stream: a million of them go through here in a benchmark.
 */
public final class ConversationJson {
  private final long now;

  /**
   * @param now what has not happened by then is not told
   */
  public ConversationJson(long now) {
    this.now = now;
  }

  /** What stands beside the conversations in an answer. */
  public record Beside(
      @Nullable Long totalHits, @Nullable String cursor, @Nullable String dataAvailabilityDate) {}

  /** An answer; without conversations it has no such field, as the platform's has none. */
  public byte[] answer(List<CarrierCall> calls, Beside beside) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 + calls.size() * 2048);
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      if (!calls.isEmpty()) {
        json.writeArrayFieldStart("conversations");
        for (CarrierCall call : calls) {
          conversation(json, call);
        }
        json.writeEndArray();
      }
      if (beside.totalHits() != null) {
        json.writeNumberField("totalHits", beside.totalHits());
      }
      text(json, "cursor", beside.cursor());
      text(json, "dataAvailabilityDate", beside.dataAvailabilityDate());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void conversation(JsonGenerator json, CarrierCall call) throws IOException {
    boolean over = call.end() <= now;
    json.writeStartObject();
    text(json, "conversationId", call.id().toString());
    text(json, "conversationStart", Json.date(call.start()));
    text(json, "originatingDirection", call.inbound() ? "inbound" : "outbound");
    if (over) {
      text(json, "conversationEnd", Json.date(call.end()));
    }
    if (over && call.answered() > 0) {
      json.writeNumberField("mediaStatsMinConversationMos", call.mos() / 100.0);
      json.writeNumberField("mediaStatsMinConversationRFactor", rFactor(call));
    }
    json.writeArrayFieldStart("participants");
    if (call.inbound()) {
      outside(json, call, "customer", over);
      inside(json, call, over);
    } else {
      inside(json, call, over);
      outside(json, call, "external", over);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void outside(JsonGenerator json, CarrierCall call, String purpose, boolean over)
      throws IOException {
    participant(json, call, 1, purpose);
    session(json, call, 2);
    text(json, "provider", "Edge");
    text(json, "edgeId", call.trunk().edgeId());
    text(json, "protocolCallId", call.part(5) + "@" + call.trunk().edgeId());
    text(json, "sessionDnis", "tel:" + (call.inbound() ? call.inside() : call.outside()));
    text(json, "remote", call.outside());
    String ringing = call.inbound() ? "alert" : "dialing";
    segments(json, call, call.inbound() ? "ivr" : ringing, over, true);
    if (over && call.answered() > 0) {
      mediaStatistics(json, call);
    }
    json.writeEndObject();
    endParticipant(json);
  }

  private void inside(JsonGenerator json, CarrierCall call, boolean over) throws IOException {
    participant(json, call, 3, call.inbound() ? "ivr" : "agent");
    session(json, call, 4);
    text(json, "peerId", call.part(2).toString());
    segments(json, call, call.inbound() ? "system" : "contacting", over, false);
    if (over) {
      metrics(json, call);
    }
    json.writeEndObject();
    endParticipant(json);
  }

  private static void participant(JsonGenerator json, CarrierCall call, int part, String purpose)
      throws IOException {
    json.writeStartObject();
    text(json, "participantId", call.part(part).toString());
    text(json, "purpose", purpose);
    json.writeArrayFieldStart("sessions");
  }

  private static void endParticipant(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void session(JsonGenerator json, CarrierCall call, int part) throws IOException {
    json.writeStartObject();
    text(json, "sessionId", call.part(part).toString());
    text(json, "mediaType", "voice");
    text(json, "direction", call.inbound() ? "inbound" : "outbound");
    text(json, "ani", "tel:" + (call.inbound() ? call.outside() : call.inside()));
    text(json, "dnis", "tel:" + (call.inbound() ? call.inside() : call.outside()));
  }

  private void segments(
      JsonGenerator json, CarrierCall call, String before, boolean over, boolean outside)
      throws IOException {
    boolean answered = call.answered() > 0 && call.answered() <= now;
    json.writeArrayFieldStart("segments");
    long until = answered ? call.answered() : over ? call.end() : 0;
    segment(json, before, call.start(), until);
    if (over && !answered) {
      ending(json, call, outside);
    }
    json.writeEndObject();
    if (answered) {
      segment(json, "interact", call.answered(), over ? call.end() : 0);
      if (over) {
        ending(json, call, outside);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void segment(JsonGenerator json, String type, long start, long end)
      throws IOException {
    json.writeStartObject();
    text(json, "segmentType", type);
    text(json, "segmentStart", Json.date(start));
    if (end > 0) {
      text(json, "segmentEnd", Json.date(end));
    }
  }

  private static void ending(JsonGenerator json, CarrierCall call, boolean outside)
      throws IOException {
    text(json, "disconnectType", call.disconnectType());
    if (outside) {
      codes(json, "sipResponseCodes", call.sipCode());
      codes(json, "q850ResponseCodes", call.q850());
    }
  }

  private static void codes(JsonGenerator json, String name, int code) throws IOException {
    if (code > 0) {
      json.writeArrayFieldStart(name);
      json.writeNumber(code);
      json.writeEndArray();
    }
  }

  private static void mediaStatistics(JsonGenerator json, CarrierCall call) throws IOException {
    json.writeArrayFieldStart("mediaEndpointStats");
    json.writeStartObject();
    text(json, "eventTime", Json.date(call.end()));
    json.writeArrayFieldStart("codecs");
    json.writeString("audio/PCMU");
    json.writeEndArray();
    json.writeNumberField("minMos", call.mos() / 100.0);
    json.writeNumberField("minRFactor", rFactor(call));
    json.writeNumberField("maxLatencyMs", call.latency());
    json.writeNumberField("receivedPackets", call.received());
    json.writeNumberField("discardedPackets", call.discarded());
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void metrics(JsonGenerator json, CarrierCall call) throws IOException {
    json.writeArrayFieldStart("metrics");
    metric(json, "nConnected", 1, call.start());
    if (call.answered() > 0) {
      metric(json, "tTalk", call.end() - call.answered(), call.end());
    }
    json.writeEndArray();
  }

  private static void metric(JsonGenerator json, String name, long value, long at)
      throws IOException {
    json.writeStartObject();
    text(json, "name", name);
    json.writeNumberField("value", value);
    text(json, "emitDate", Json.date(at));
    json.writeEndObject();
  }

  /**
   * The R-factor that goes with the MOS: the middle of the curve of ITU-T G.107 annex B, made
   * straight.
   */
  static double rFactor(CarrierCall call) {
    return Math.min(93.2, call.mos() / 100.0 * 20);
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
