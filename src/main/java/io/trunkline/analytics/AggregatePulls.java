package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Reads what the org itself counts per edge, direction and hour (fact sheet 6.3). No figure is made
 * of it: it stands beside the stored conversations, so that a difference shows.
 */
public final class AggregatePulls {
  private static final List<String> METRICS =
      List.of(
          AggregateRows.CONNECTED,
          "nOutboundAttempted",
          "nOutboundConnected",
          "nError",
          "tTalkComplete");

  private final AggregateRows rows;
  private final Pulls pulls;
  private final PullPlan plan;

  /** With where counts go. */
  public AggregatePulls(AggregateRows rows, Pulls pulls, PullSettings settings) {
    this.rows = rows;
    this.pulls = pulls;
    this.plan = new PullPlan(settings);
  }

  /** Decides what is to be read, from the availability date in the body: whole hours. */
  public void plan(Exchange exchange) {
    Pulls.answered(exchange);
    Pull pull = Pulls.of(exchange);
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    Instant available = Instant.parse(answer.path("dataAvailabilityDate").asText());
    pull.plan(plan.hours(pull.watermark(), available.truncatedTo(ChronoUnit.HOURS)));
  }

  /** Goes on with the next window; false at the end. */
  public boolean nextWindow(Exchange exchange) {
    return Pulls.of(exchange).next();
  }

  /** The query for the window. */
  public ObjectNode query(Exchange exchange) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    query.put("interval", Pulls.of(exchange).window().interval()).put("granularity", "PT1H");
    query.putArray("groupBy").add("edgeId").add("direction");
    METRICS.forEach(query.withArrayProperty("metrics")::add);
    VoiceFilter.into(query.putObject("filter"));
    return query;
  }

  /** Keeps the counts in the body, and moves the watermark. */
  public void keep(Exchange exchange) {
    Pulls.answered(exchange);
    Pull pull = Pulls.of(exchange);
    PullWindow window = pull.window();
    List<AggregateRows.Count> counts = new ArrayList<>();
    for (JsonNode result : exchange.getMessage().getBody(JsonNode.class).path("results")) {
      for (JsonNode bucket : result.path("data")) {
        for (JsonNode metric : bucket.path("metrics")) {
          counts.add(count(result.path("group"), bucket, metric));
        }
      }
    }
    rows.replace(pull.org(), window, counts);
    pull.wrote(counts.size());
    pulls.renew(pull);
    pulls.advance(pull, window.to());
  }

  private static AggregateRows.Count count(JsonNode group, JsonNode bucket, JsonNode metric) {
    String interval = bucket.path("interval").asText();
    return new AggregateRows.Count(
        group.path("edgeId").asText(""),
        "inbound".equals(group.path("direction").asText()),
        Instant.parse(interval.substring(0, interval.indexOf('/'))),
        metric.path("metric").asText(),
        metric.path("stats").path("count").asLong(),
        metric.path("stats").path("sum").asLong());
  }
}
