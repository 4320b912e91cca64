package io.trunkline.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.trunkline.store.IsoTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event.
 *
 * @param id ours
 * @param key what its source knows it by
 * @param trunk null when it names none
 * @param seen as it was brought
 */
record TrunkEvent(
    String id,
    String key,
    @Nullable String trunk,
    Effect effect,
    Observation observation,
    Seen seen) {
  private static final int LONGEST_ID = 200;

  /** What an observation is known by when it comes again. */
  static String key(Observation seen) {
    String id = seen.eventId();
    return id == null ? "sha256:" + StoredText.digest(seen.raw()) : key(id);
  }

  /** What an event with an id of its sender is known by. */
  static String key(String id) {
    return id.length() <= LONGEST_ID
        ? "id:" + StoredText.of(id)
        : "sha256-id:" + StoredText.digest(id);
  }

  /** For the outbox: what was observed, and the state that it left. */
  Notification told(@Nullable TrunkState state) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    Observation seen = observation;
    data.put("org", seen.org()).put("trunk", trunk).put("eventId", seen.eventId());
    data.put("source", seen.source().text()).put("effect", effect.text());
    data.put("eventTime", IsoTime.of(seen.at())).put("receivedAt", IsoTime.of(seen.receivedAt()));
    if (state != null) {
      data.put("name", state.name()).put("state", state.status().text());
    }
    data.putRawValue("observed", new RawValue(this.seen.state()));
    if (effect == Effect.UNREADABLE) {
      data.put("raw", seen.raw());
    }
    String type =
        effect == Effect.UNREADABLE ? "io.trunkline.event.unreadable" : "io.trunkline.trunk.event";
    String subject = trunk == null ? seen.source().text() : trunk;
    return new Notification(id, type, "/orgs/" + seen.org(), subject, seen.at(), data);
  }

  /** For the outbox: that the trunk's state changed. */
  static Notification changed(
      String id, TrunkState before, TrunkState after, @Nullable String cause, Instant now) {
    ObjectNode data = StateJson.of(after, now);
    data.put("before", before.status().text()).put("event", cause);
    return new Notification(
        id, "io.trunkline.trunk.state", "/orgs/" + after.org(), after.trunk(), after.since(), data);
  }
}
