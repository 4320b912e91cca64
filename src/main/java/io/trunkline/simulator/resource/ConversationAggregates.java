package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.traffic.CallLog;
import io.trunkline.simulator.traffic.CarrierCall;
import io.trunkline.simulator.traffic.Traffic;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Aggregates over the call log (6.3): counts and durations in buckets, by groups. Empty buckets are
 * left out.
 */
final class ConversationAggregates {
  private final Traffic traffic;

  ConversationAggregates(Traffic traffic) {
    this.traffic = traffic;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of(
                "POST",
                "/api/v2/analytics/conversations/aggregates/query",
                "ConversationAggregateQueryResponse",
                this::query)
            .takes("ConversationAggregationQuery")
            .does("Counts and durations in buckets; granularity PT1M to P7D", "6.3")
            .under("analytics.maxIntervalDays")
            .needs("analytics:conversationAggregate:view"));
  }

  private record Bucket(Map<String, String> group, long begin) {}

  private static final class Sums {
    final long end;
    final Map<String, List<Long>> values = new TreeMap<>();

    Sums(long end) {
      this.end = end;
    }

    void add(String metric, long value) {
      values.computeIfAbsent(metric, missing -> new ArrayList<>()).add(value);
    }
  }

  private Answer query(Call call) {
    JsonNode body = call.object();
    AnalyticsQuery query = AnalyticsQuery.of(body, call.org().settings());
    List<String> metrics = texts(body, "metrics");
    List<String> dimensions = texts(body, "groupBy");
    if (metrics.isEmpty()) {
      throw Refusal.invalid("metrics", "metrics is required");
    }
    long width = width(body, query);
    long now = CallLog.now(call.org());
    Map<String, Map<Long, Sums>> groups = new TreeMap<>();
    Map<String, Bucket> named = new TreeMap<>();
    traffic
        .log(call.org())
        .begun(
            query.from(),
            Math.min(query.to(), now),
            one -> {
              if (query.filter().test(one)) {
                Map<String, String> group = group(dimensions, one);
                long begin = query.from() + (one.start() - query.from()) / width * width;
                named.putIfAbsent(group.toString(), new Bucket(group, begin));
                Sums sums =
                    groups
                        .computeIfAbsent(group.toString(), missing -> new TreeMap<>())
                        .computeIfAbsent(
                            begin, missing -> new Sums(Math.min(query.to(), begin + width)));
                metrics.forEach(metric -> measure(metric, one, now, sums));
              }
            });
    return Answer.ok(written(groups, named));
  }

  private static ObjectNode written(
      Map<String, Map<Long, Sums>> groups, Map<String, Bucket> named) {
    ObjectNode answer = Json.object();
    if (groups.isEmpty()) {
      return answer;
    }
    ArrayNode results = answer.putArray("results");
    groups.forEach(
        (key, buckets) -> {
          ObjectNode result = results.addObject();
          ObjectNode group = result.putObject("group");
          Bucket first = named.get(key);
          if (first != null) {
            first.group().forEach(group::put);
          }
          ArrayNode data = result.putArray("data");
          buckets.forEach((begin, sums) -> write(data.addObject(), begin, sums));
        });
    return answer;
  }

  private static void write(ObjectNode bucket, long begin, Sums sums) {
    bucket.put("interval", Json.date(begin) + "/" + Json.date(sums.end));
    ArrayNode metrics = bucket.putArray("metrics");
    sums.values.forEach(
        (metric, values) -> {
          ObjectNode stats = metrics.addObject().put("metric", metric).putObject("stats");
          stats.put("count", values.size());
          if (metric.startsWith("t")) {
            stats.put("sum", values.stream().mapToLong(Long::longValue).sum());
            stats.put("min", values.stream().mapToLong(Long::longValue).min().orElse(0));
            stats.put("max", values.stream().mapToLong(Long::longValue).max().orElse(0));
          }
        });
  }

  private static void measure(String metric, CarrierCall call, long now, Sums sums) {
    boolean out = !call.inbound();
    boolean answered = call.answered() > 0 && call.answered() <= now;
    switch (metric) {
      case "nOffered" -> count(sums, metric, call.inbound());
      case "nConnected" -> count(sums, metric, answered);
      case "nOutbound", "nOutboundAttempted" -> count(sums, metric, out);
      case "nOutboundConnected" -> count(sums, metric, out && answered);
      case "nError" ->
          count(sums, metric, call.disconnectType().equals("error") && call.end() <= now);
      case "tTalk", "tTalkComplete", "tHandle" -> {
        if (answered && call.end() <= now) {
          sums.add(metric, call.end() - call.answered());
        }
      }
      default ->
          throw Refusal.invalid(
              "metrics",
              "metric ["
                  + metric
                  + "] is not simulated; simulated are nOffered, nConnected, nOutbound,"
                  + " nOutboundAttempted, nOutboundConnected, nError, tTalk, tTalkComplete, tHandle");
    }
  }

  private static void count(Sums sums, String metric, boolean holds) {
    if (holds) {
      sums.add(metric, 1);
    }
  }

  private static Map<String, String> group(List<String> dimensions, CarrierCall call) {
    Map<String, String> group = new TreeMap<>();
    group.put("mediaType", "voice");
    for (String dimension : dimensions) {
      switch (dimension) {
        case "mediaType" -> group.put(dimension, "voice");
        case "edgeId" -> group.put(dimension, call.trunk().edgeId());
        case "direction", "originatingDirection" ->
            group.put(dimension, call.inbound() ? "inbound" : "outbound");
        case "disconnectType" -> group.put(dimension, call.disconnectType());
        default ->
            throw Refusal.invalid(
                "groupBy",
                "dimension ["
                    + dimension
                    + "] is not simulated; simulated are mediaType, edgeId, direction,"
                    + " originatingDirection, disconnectType");
      }
    }
    return group;
  }

  private static long width(JsonNode body, AnalyticsQuery query) {
    String granularity = body.path("granularity").asText("");
    if (granularity.isEmpty()) {
      return query.to() - query.from();
    }
    try {
      long width = Duration.parse(granularity).toMillis();
      if (width >= 60_000) {
        return width;
      }
    } catch (DateTimeException e) {
      // Refused below, like one that is too fine.
    }
    throw Refusal.invalid(
        "granularity", "[" + granularity + "] is not a period such as PT1H or P1D");
  }

  private static List<String> texts(JsonNode body, String name) {
    List<String> texts = new ArrayList<>();
    body.path(name).forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
