package io.trunkline.event.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trunkline.event.Observation;
import io.trunkline.event.PartialState;
import io.trunkline.event.Source;
import io.trunkline.event.TrunkRef;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a hook says. Knows three shapes: the status callback of the BYOC tutorial
 * ({@code event}, {@code timestamp}, {@code data}), the platform's notification ({@code topicName},
 * {@code eventBody}), and an EventBridge event around the latter. An array holds several. Anything
 * else is an observation of no trunk: kept as it came.
 */
public final class HookPayload {
  private static final Pattern TOPIC =
      Pattern.compile("v2\\.telephony\\.providers\\.edges\\.trunks\\.([^.]+)");
  private static final int MOST_TOGETHER = 1_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String org;
  private final Source source;
  private final @Nullable String id;
  private final Instant receivedAt;

  /**
   * With where it is from.
   *
   * @param id what the sender calls the event; null when only the body tells
   */
  public HookPayload(String org, Source source, @Nullable String id, Instant receivedAt) {
    this.org = org;
    this.source = source;
    this.id = id;
    this.receivedAt = receivedAt;
  }

  /** At least one observation, whatever the body is. */
  public List<Observation> read(byte[] body) {
    JsonNode json = json(body);
    if (json == null || !json.isArray() || json.isEmpty() || json.size() > MOST_TOGETHER) {
      return List.of(observation(json, id, new String(body, UTF_8)));
    }
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      String each = id == null ? null : id + "#" + i;
      all.add(observation(json.get(i), each, json.get(i).toString()));
    }
    return all;
  }

  private static @Nullable JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private Observation observation(@Nullable JsonNode json, @Nullable String known, String raw) {
    if (json != null && json.isObject()) {
      if (json.path("detail").isObject() && json.has("detail-type")) {
        return eventBridge(json, known, raw);
      }
      if (json.path("eventBody").isObject()) {
        return notification(json, known, null, raw);
      }
      if (json.path("data").isObject() && json.has("event")) {
        return callback(json, known, raw);
      }
    }
    return made(TrunkRef.NONE, known, null, PartialState.NOTHING, raw);
  }

  private Observation eventBridge(JsonNode json, @Nullable String known, String raw) {
    String given = known == null ? text(json, "id") : known;
    Instant time = time(text(json, "time"));
    JsonNode detail = json.path("detail");
    return detail.path("eventBody").isObject()
        ? notification(detail, given, time, raw)
        : trunk(text(json, "detail-type"), detail, given, time, raw);
  }

  private Observation notification(
      JsonNode json, @Nullable String known, @Nullable Instant time, String raw) {
    return trunk(text(json, "topicName"), json.path("eventBody"), known, time, raw);
  }

  private Observation trunk(
      @Nullable String topic,
      JsonNode body,
      @Nullable String known,
      @Nullable Instant time,
      String raw) {
    Matcher matcher = TOPIC.matcher(topic == null ? "" : topic);
    if (!matcher.matches()) {
      return made(TrunkRef.NONE, known, time, PartialState.NOTHING, raw);
    }
    String trunk = text(body, "id");
    TrunkRef ref = TrunkRef.id(trunk == null ? matcher.group(1) : trunk);
    return made(ref, known, time, PartialState.of(body), raw);
  }

  private Observation callback(JsonNode json, @Nullable String known, String raw) {
    JsonNode data = json.path("data");
    String given = known == null ? text(json, "id") : known;
    Instant time = time(text(json, "timestamp"));
    String trunk = text(data, "sipTrunkId");
    if (trunk == null) {
      return made(TrunkRef.NONE, given, time, PartialState.NOTHING, raw);
    }
    TrunkRef ref = new TrunkRef(trunk, null, text(data, "edgeId"));
    return made(ref, given, time, status(text(data, "status")), raw);
  }

  /** The words that the tutorial's status and its kin may have. */
  private static PartialState status(@Nullable String word) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "registered" -> PartialState.registered(true);
      case "unregistered", "registration_failed", "failed" -> PartialState.registered(false);
      case "connected", "up", "active", "online", "in_service" -> PartialState.connected(true);
      case "disconnected", "down", "inactive", "offline", "out_of_service" ->
          PartialState.connected(false);
      default -> PartialState.NOTHING;
    };
  }

  private Observation made(
      TrunkRef trunk,
      @Nullable String eventId,
      @Nullable Instant time,
      PartialState state,
      String raw) {
    return new Observation(org, trunk, source, eventId, time, receivedAt, state, raw);
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
