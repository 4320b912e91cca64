package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import io.trunkline.simulator.traffic.CarrierCall;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all analytics queries have in common: an interval, and filters of predicates (6.3, 6.4).
 *
 * @param from epoch milliseconds
 * @param to epoch milliseconds, not in it
 * @param filter what a call must be
 * @param filters whether the filter can leave out any call
 */
record AnalyticsQuery(long from, long to, Predicate<CarrierCall> filter, boolean filters) {
  private static final List<String> FILTERS =
      List.of("conversationFilters", "segmentFilters", "filter");

  /** Reads and checks a query. */
  static AnalyticsQuery of(JsonNode body, Settings settings) {
    String interval = body.path("interval").asText("");
    String[] ends = interval.split("/", -1);
    if (ends.length != 2) {
      throw Refusal.invalid(
          "interval", "interval is [" + interval + "]; give start/end in ISO-8601");
    }
    long from = instant(ends[0]);
    long to = instant(ends[1]);
    long days = settings.number("analytics.maxIntervalDays");
    if (to <= from || to - from > Duration.ofDays(days).toMillis()) {
      throw Refusal.invalid(
          "interval",
          "interval is ["
              + interval
              + "]; it must end after it begins and span at most "
              + days
              + " days");
    }
    List<Predicate<CarrierCall>> all = new ArrayList<>();
    for (String name : FILTERS) {
      JsonNode given = body.path(name);
      if (given.isObject()) {
        add(all, given);
      }
      given.forEach(one -> add(all, one));
    }
    return new AnalyticsQuery(
        from, to, all.stream().reduce(call -> true, Predicate::and), !all.isEmpty());
  }

  /** The first moment of the day in which the interval begins. */
  long startOfDay() {
    return Instant.ofEpochMilli(from).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
  }

  private static long instant(String text) {
    try {
      return java.time.OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw Refusal.invalid("interval", "[" + text + "] is not a moment such as " + Json.date(0));
    }
  }

  private static void add(List<Predicate<CarrierCall>> all, JsonNode filter) {
    if (!filter.isObject() || !filter.has("type")) {
      return;
    }
    Predicate<CarrierCall> made = filter(filter);
    if (made != null) {
      all.add(made);
    }
  }

  /** Null for a filter that every call of the log passes. */
  private static @Nullable Predicate<CarrierCall> filter(JsonNode filter) {
    boolean either = "or".equals(filter.path("type").asText());
    List<Predicate<CarrierCall>> parts = new ArrayList<>();
    boolean passes = false;
    for (JsonNode clause : filter.path("clauses")) {
      Predicate<CarrierCall> part = filter(clause);
      passes |= part == null;
      parts.add(part == null ? call -> true : part);
    }
    for (JsonNode one : filter.path("predicates")) {
      Predicate<CarrierCall> part = predicate(one);
      passes |= part == null;
      parts.add(part == null ? call -> true : part);
    }
    boolean all = parts.isEmpty() || (either ? passes : parts.size() == 1 && passes);
    return all
        ? null
        : parts.stream().reduce(either ? Predicate::or : Predicate::and).orElseThrow();
  }

  private static @Nullable Predicate<CarrierCall> predicate(JsonNode one) {
    String dimension = one.path("dimension").asText();
    String value = one.path("value").asText();
    return switch (dimension) {
      case "mediaType" -> value.equals("voice") ? null : call -> false;
      case "originatingDirection", "direction" -> call -> call.inbound() == value.equals("inbound");
      case "edgeId" -> call -> call.trunk().edgeId().equals(value);
      case "conversationId" -> call -> call.id().toString().equals(value);
      case "disconnectType" -> call -> call.disconnectType().equals(value);
      case "sipResponseCode" -> call -> String.valueOf(call.sipCode()).equals(value);
      case "purpose" -> call -> value.equals(call.inbound() ? "customer" : "external");
      default ->
          throw Refusal.invalid(
              "predicates.dimension",
              "dimension ["
                  + dimension
                  + "] is not simulated; simulated are mediaType, originatingDirection,"
                  + " direction, edgeId, conversationId, disconnectType, sipResponseCode, purpose");
    };
  }
}
