package io.trunkline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.Notification;
import io.trunkline.event.Outbox;
import io.trunkline.event.TrunkHistory;
import io.trunkline.event.TrunkState;
import io.trunkline.event.outbox.DeadLetters;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What the routes of trunk events and sinks call: each method serves one operation. */
public final class EventApi {
  private static final Duration DAY = Duration.ofDays(1);
  private static final PageLimit LIMIT = new PageLimit(100, TrunkHistory.LARGEST_PAGE);
  private static final Set<String> EFFECTS = Set.of("applied", "unchanged", "late", "unreadable");

  private final TrunkHistory history;
  private final DeadLetters letters;
  private final Store store;
  private final Outbox outbox;
  private final Clock clock;

  /** With what it tells of. */
  public EventApi(
      TrunkHistory history, DeadLetters letters, Store store, Outbox outbox, Clock clock) {
    this.history = history;
    this.letters = letters;
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** {@code GET /api/trunks/{id}}: the one truth on a trunk. */
  public void trunk(Exchange exchange) {
    TrunkState state = state(exchange.getMessage());
    answer(exchange, 200, history.json(state));
  }

  /** {@code GET /api/trunks/{id}/timeline}: the last day unless {@code from} and {@code to} say. */
  public void timeline(Exchange exchange) {
    Message message = exchange.getMessage();
    TrunkState state = state(message);
    Instant to = time(message, "to", clock.instant());
    Instant from = time(message, "from", to.minus(DAY));
    boolean events = "true".equals(text(message, "events"));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("org", state.org()).put("trunk", state.trunk());
    body.put("from", from.toString()).put("to", to.toString());
    body.set(
        "timeline", history.timeline(state, from, to, events, LIMIT.of(text(message, "limit"))));
    answer(exchange, 200, body);
  }

  private TrunkState state(Message message) {
    String id = String.valueOf(text(message, "id"));
    return history
        .state(text(message, "org"), id)
        .orElseThrow(
            () ->
                new ApiException(
                    404,
                    "id",
                    id,
                    "nothing was ever heard of this trunk",
                    "GET /api/trunks lists the trunks; the id is the runtime trunk's."));
  }

  /** {@code GET /api/events}: accepted events as they came, the newest first. */
  public void events(Exchange exchange) {
    Message message = exchange.getMessage();
    String effect = text(message, "effect");
    if (effect != null && !EFFECTS.contains(effect)) {
      throw new ApiException(
          400,
          "effect",
          effect,
          "effect is one of " + String.join(", ", EFFECTS.stream().sorted().toList()),
          "Leave it out for all.");
    }
    answer(
        exchange,
        200,
        list(
            "events",
            history.events(effect, text(message, "before"), LIMIT.of(text(message, "limit")))));
  }

  /** {@code GET /api/sinks}. */
  public void sinks(Exchange exchange) {
    answer(exchange, 200, list("sinks", letters.sinks()));
  }

  /** {@code GET /api/dead-letters}: of one sink, or of all. */
  public void deadLetters(Exchange exchange) {
    Message message = exchange.getMessage();
    answer(
        exchange,
        200,
        list("deadLetters", letters.list(text(message, "sink"), LIMIT.of(text(message, "limit")))));
  }

  /** {@code POST /api/dead-letters/replay}: all, those of one sink, or one. */
  public void replayDeadLetters(Exchange exchange) {
    Message message = exchange.getMessage();
    int count = letters.replay(text(message, "sink"), text(message, "id"));
    answer(exchange, 200, JsonNodeFactory.instance.objectNode().put("replayed", count));
  }

  /** {@code POST /api/sinks/{sink}/replay}: what was told between two times, once more. */
  public void replayEvents(Exchange exchange) {
    Message message = exchange.getMessage();
    String sink = String.valueOf(text(message, "sink"));
    boolean known = false;
    for (JsonNode each : letters.sinks()) {
      known |= each.path("name").asText().equals(sink);
    }
    if (!known) {
      throw new ApiException(
          404, "sink", sink, "there is no such sink", "GET /api/sinks lists them.");
    }
    Instant to = time(message, "to", clock.instant());
    Instant from = time(message, "from", to.minus(DAY));
    int count = letters.replay(sink, from, to);
    answer(exchange, 200, JsonNodeFactory.instance.objectNode().put("replayed", count));
  }

  /** {@code POST /api/sinks/test}: an event that says that it is a test, for every sink. */
  public void sendTestEvent(Exchange exchange) {
    String id = UUID.randomUUID().toString();
    ObjectNode data =
        JsonNodeFactory.instance.objectNode().put("name", "test").put("message", "This is a test.");
    Notification test =
        new Notification(
            id, "io.trunkline.test", "/trunkline", "test", clock.instant(), data.toString());
    store
        .commits()
        .commitDurably(
            write -> {
              outbox.add(write, List.of(test));
              return true;
            });
    answer(exchange, 202, JsonNodeFactory.instance.objectNode().put("id", id));
  }

  private static ObjectNode list(String name, JsonNode entries) {
    return JsonNodeFactory.instance.objectNode().set(name, entries);
  }

  private static Instant time(Message message, String name, Instant unsaid) {
    String text = text(message, name);
    try {
      return text == null ? unsaid : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw new ApiException(
          400,
          name,
          String.valueOf(text),
          name + " is a time in ISO 8601",
          "Such as 2026-03-01T00:00:00Z.");
    }
  }

  private static @Nullable String text(Message message, String header) {
    String value = message.getHeader(header, String.class);
    return value == null || value.isBlank() ? null : value;
  }

  private static void answer(Exchange exchange, int status, JsonNode body) {
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setBody(body.toString());
  }
}
