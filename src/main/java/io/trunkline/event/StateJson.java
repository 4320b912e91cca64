package io.trunkline.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.store.IsoTime;
import java.time.Instant;

/** A trunk's state as the API and the sinks see it. */
final class StateJson {
  private StateJson() {}

  static ObjectNode of(TrunkState state, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("org", state.org()).put("trunk", state.trunk());
    json.put("name", state.name()).put("edge", state.edge());
    json.put("state", state.status().text()).put("reason", state.reason());
    json.put("since", IsoTime.of(state.since())).put("source", state.source());
    json.put("seenAt", state.seenAt().equals(Instant.EPOCH) ? null : IsoTime.of(state.seenAt()));
    json.put("eventTime", IsoTime.of(state.watermark()));
    json.put("at", IsoTime.of(now));
    return json;
  }
}
