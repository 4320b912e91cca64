package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.trunkline.genesys.GenesysConstants;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Knows which trunks an org has and what their metrics say. A request takes at most 100 ids (fact
 * sheet 6.1), so that a thousand trunks cost ten calls.
 */
public final class TrunkPolls {
  /** Most ids of one request. */
  static final int MOST_IDS = 100;

  private static final String SITES = "trunkBaseSites";

  private final SeriesWriter writer;
  private final Pulls pulls;
  private final PullLedger ledger;
  private final PullPlan plan;
  private final PullSettings settings;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** With where samples go. */
  public TrunkPolls(
      SeriesWriter writer, Pulls pulls, PullLedger ledger, PullSettings settings, Clock clock) {
    this.writer = writer;
    this.pulls = pulls;
    this.ledger = ledger;
    this.plan = new PullPlan(settings);
    this.settings = settings;
    this.clock = clock;
  }

  private record Known(Instant listed, List<String> ids) {}

  /**
   * Whether the org's list of trunks is missing, empty or too old: an org may just get its first.
   */
  public boolean needsList(Exchange exchange) {
    Known list = known.get(Pulls.of(exchange).org());
    return list == null
        || list.ids().isEmpty()
        || list.listed().plus(settings.trunkListAge()).isBefore(clock.instant());
  }

  /** Has the next pull of an org list its trunks anew. */
  void forget(String org) {
    known.remove(org);
  }

  /** Takes the org's trunk bases from the body: they tell the site of a trunk's calls. */
  public void bases(Exchange exchange) {
    Pulls.answered(exchange);
    Map<String, JsonNode> sites = new HashMap<>();
    for (JsonNode base : exchange.getMessage().getBody(ArrayNode.class)) {
      JsonNode site =
          base.path("inboundSite").has("id") ? base.path("inboundSite") : base.path("site");
      sites.put(base.path("id").asText(), site);
    }
    exchange.setVariable(SITES, sites);
  }

  /** Takes the org's runtime trunks from the body. */
  public void trunks(Exchange exchange) {
    Pulls.answered(exchange);
    String org = Pulls.of(exchange).org();
    @SuppressWarnings("unchecked")
    Map<String, JsonNode> sites = exchange.getVariable(SITES, Map.class);
    List<TrunkRef> refs = new ArrayList<>();
    for (JsonNode trunk : exchange.getMessage().getBody(ArrayNode.class)) {
      if ("EXTERNAL".equals(trunk.path("trunkType").asText())) {
        JsonNode site = sites.get(trunk.path("trunkBase").path("id").asText());
        refs.add(ref(trunk, site == null ? trunk.path("site") : site));
      }
    }
    writer.trunks(org, refs);
    known.put(org, new Known(clock.instant(), refs.stream().map(TrunkRef::id).toList()));
  }

  private static TrunkRef ref(JsonNode trunk, JsonNode site) {
    List<String> proxies = new ArrayList<>();
    trunk.path("proxyAddressList").forEach(proxy -> proxies.add(proxy.asText()));
    return new TrunkRef(
        trunk.path("id").asText(),
        trunk.path("name").asText(),
        text(trunk.path("trunkBase"), "id"),
        text(trunk.path("edge"), "id"),
        text(trunk.path("edge"), "name"),
        text(site, "id"),
        text(site, "name"),
        proxies);
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : null;
  }

  /** The org's trunks in lists of at most 100 ids. */
  public List<List<String>> batches(Exchange exchange) {
    Known list = known.get(Pulls.of(exchange).org());
    return list == null ? List.of() : batches(list.ids());
  }

  static List<List<String>> batches(List<String> ids) {
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MOST_IDS) {
      batches.add(ids.subList(from, Math.min(ids.size(), from + MOST_IDS)));
    }
    return batches;
  }

  /** Asks for the trunks in the body. */
  public void ask(Exchange exchange) {
    List<?> ids = exchange.getMessage().getBody(List.class);
    String joined = String.join(",", ids.stream().map(String::valueOf).toList());
    exchange.getMessage().setHeader(GenesysConstants.QUERY, Map.of("trunkIds", joined));
  }

  /** Keeps the samples in the body, each at the time that the org gives it. */
  @CanIgnoreReturnValue
  public List<MinuteSample> keep(Exchange exchange) {
    Pulls.answered(exchange);
    Pull pull = Pulls.of(exchange);
    List<MinuteSample> samples = new ArrayList<>();
    for (JsonNode metrics : exchange.getMessage().getBody(ArrayNode.class)) {
      Instant at = Instant.parse(metrics.path("eventTime").asText());
      JsonNode calls = metrics.path("calls");
      JsonNode mismatches = metrics.path("qos").path("mismatchCount");
      samples.add(
          new MinuteSample(
              metrics.path("trunk").path("id").asText(),
              at,
              calls.path("inboundCallCount").asInt(),
              calls.path("outboundCallCount").asInt(),
              mismatches.isNumber() ? mismatches.asInt() : null));
      pull.saw(at);
    }
    writer.samples(pull.org(), samples);
    pull.wrote(samples.size());
    pulls.renew(pull);
    return samples;
  }

  /** Notes the minutes that nobody saw since the last pull: nobody will ever have them. */
  public void done(Exchange exchange) {
    Pull pull = Pulls.of(exchange);
    Instant now = pull.newest();
    if (now == null) {
      return;
    }
    PullWindow missed = plan.missedMinutes(pull.watermark(), now);
    if (missed != null) {
      ledger.noteGap(
          pull.org(), pull.source(), missed.from(), missed.to(), "trunks were not polled", true);
    }
    pulls.advance(pull, now);
  }
}
