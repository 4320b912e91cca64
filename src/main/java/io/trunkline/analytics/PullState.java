package io.trunkline.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.analytics.PullLedger.Gap;
import io.trunkline.analytics.Pulls.Last;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an operator asks about pulls: how far each source is, what is missing, what the last pull
 * did and cost.
 */
public final class PullState {
  private final Pulls pulls;
  private final PullLedger ledger;
  private final PullCalls calls;
  private final AggregateRows aggregates;
  private final Clock clock;

  /** With what it tells of. */
  public PullState(
      Pulls pulls, PullLedger ledger, PullCalls calls, AggregateRows aggregates, Clock clock) {
    this.pulls = pulls;
    this.ledger = ledger;
    this.calls = calls;
    this.aggregates = aggregates;
    this.clock = clock;
  }

  /**
   * All orgs: {@code {orgs: [{org, sources, gaps, connected, calls}]}}; times in UTC, what is not
   * known is left out.
   */
  public ObjectNode json() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode orgs = all.putArray("orgs");
    for (String org : pulls.orgs()) {
      ObjectNode one = orgs.addObject().put("org", org);
      ArrayNode sources = one.putArray("sources");
      for (PullSource source : PullSource.values()) {
        source(sources.addObject().put("source", source.token()), org, source);
      }
      ArrayNode gaps = one.putArray("gaps");
      ledger
          .openGaps(org, null, Instant.EPOCH, clock.instant().plus(Duration.ofDays(1)))
          .forEach(gap -> gap(gaps.addObject(), gap));
      aggregates
          .agreement(org)
          .ifPresent(
              agreement ->
                  one.putObject("connected")
                      .put("from", agreement.from().toString())
                      .put("to", agreement.to().toString())
                      .put("counted", agreement.told())
                      .put("stored", agreement.stored()));
      ObjectNode counts = one.putObject("calls");
      calls.of(org).forEach(counts::put);
    }
    return all;
  }

  private void source(ObjectNode json, String org, PullSource source) {
    Instant now = clock.instant();
    ledger
        .watermark(org, source.token())
        .ifPresent(
            upto -> {
              json.put("watermark", upto.toString());
              json.put("behindSeconds", Math.max(0, Duration.between(upto, now).toSeconds()));
            });
    json.put("running", pulls.isUnderWay(org, source));
    Last last = pulls.last(org, source);
    if (last != null) {
      ObjectNode lastJson = json.putObject("lastPull");
      lastJson
          .put("begun", last.begun().truncatedTo(ChronoUnit.MILLIS).toString())
          .put("ended", last.ended().truncatedTo(ChronoUnit.MILLIS).toString());
      lastJson.put("rows", last.rows()).put("succeeded", last.problem() == null);
      if (last.problem() != null) {
        lastJson.put("problem", last.problem());
      }
    }
  }

  private static void gap(ObjectNode json, Gap gap) {
    json.put("source", gap.source());
    json.put("from", gap.begins().toString()).put("to", gap.ends().toString());
    json.put("reason", gap.reason()).put("noted", gap.noted().toString()).put("lost", gap.lost());
  }
}
