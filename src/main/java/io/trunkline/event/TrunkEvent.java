package io.trunkline.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.store.IsoTime;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    String type =
        effect == Effect.UNREADABLE ? "io.trunkline.event.unreadable" : "io.trunkline.trunk.event";
    String subject = trunk == null ? observation.source().text() : trunk;
    return new Notification(
        id, type, "/orgs/" + observation.org(), subject, observation.at(), data(state));
  }

  /** Written without a tree: each event of a storm comes by here. */
  private String data(@Nullable TrunkState state) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = TrunkState.JSON.getFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("org", observation.org());
      json.writeStringField("trunk", trunk);
      json.writeStringField("eventId", observation.eventId());
      json.writeStringField("source", observation.source().text());
      json.writeStringField("effect", effect.text());
      json.writeStringField("eventTime", IsoTime.of(observation.at()));
      json.writeStringField("receivedAt", IsoTime.of(observation.receivedAt()));
      if (state != null) {
        json.writeStringField("name", state.name());
        json.writeStringField("state", state.status().text());
      }
      json.writeFieldName("observed");
      json.writeRawValue(seen.state());
      if (effect == Effect.UNREADABLE) {
        json.writeStringField("raw", observation.raw());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** For the outbox: that the trunk's state changed. */
  static Notification changed(
      String id, TrunkState before, TrunkState after, @Nullable String cause, Instant now) {
    ObjectNode data = StateJson.of(after, now);
    data.put("before", before.status().text()).put("event", cause);
    return new Notification(
        id,
        "io.trunkline.trunk.state",
        "/orgs/" + after.org(),
        after.trunk(),
        after.since(),
        data.toString());
  }
}
