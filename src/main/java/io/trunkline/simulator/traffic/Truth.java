package io.trunkline.simulator.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;

/** What truly happened, for comparison with what somebody stored. */
public final class Truth {
  private Truth() {}

  /** All calls that began in a stretch of time, with the trunk that no answer of the API names. */
  public static ArrayNode calls(CallLog log, long from, long to) {
    ArrayNode all = Json.MAPPER.createArrayNode();
    log.begun(from, to, call -> all.add(call(call)));
    return all;
  }

  private static ObjectNode call(CarrierCall call) {
    ObjectNode truth =
        Json.object()
            .put("conversationId", call.id().toString())
            .put("sessionId", call.sessionId())
            .put("trunkId", call.trunk().id())
            .put("trunkName", call.trunk().name())
            .put("edgeId", call.trunk().edgeId())
            .put("inbound", call.inbound())
            .put("start", Json.date(call.start()))
            .put("end", Json.date(call.end()))
            .put("disconnectType", call.disconnectType());
    if (call.answered() > 0) {
      truth.put("answered", Json.date(call.answered())).put("mos", call.mos() / 100.0);
      truth.put("rFactor", ConversationJson.rFactor(call)).put("latency", call.latency());
      truth.put("received", call.received()).put("discarded", call.discarded());
    }
    if (call.sipCode() > 0) {
      truth.put("sipCode", call.sipCode());
    }
    if (call.q850() > 0) {
      truth.put("q850", call.q850());
    }
    return truth;
  }
}
