package io.trunkline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.event.TrunkHistory;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.trunkline.genesys.UnavailableException;
import io.trunkline.sip.history.CheckHistory;
import io.trunkline.trunk.TrunkViews;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/trunks?org=}: an org's runtime trunks, each proxy with the diagnosis of both
 * sides. While the platform cannot be asked the trunks that were read last stand in, and turn
 * unknown with age.
 */
public final class TrunkRoutes {
  private final Orgs orgs;
  private final CheckHistory history;
  private final TrunkViews views;
  private final TrunkHistory events;
  private final Problems problems;
  private final Clock clock;
  private final ProducerTemplate template;
  private final ExecutorService workers;
  private final Map<String, Reading> last = new ConcurrentHashMap<>();

  /** What an org listed, and when. */
  private record Reading(ArrayNode trunks, Instant at) {}

  /** With what it joins. */
  public TrunkRoutes(
      CamelContext context,
      Orgs orgs,
      CheckHistory history,
      TrunkViews views,
      TrunkHistory events,
      Problems problems,
      Clock clock) {
    this.orgs = orgs;
    this.history = history;
    this.views = views;
    this.events = events;
    this.problems = problems;
    this.clock = clock;
    this.template = context.createProducerTemplate();
    this.workers = context.getExecutorServiceManager().newCachedThreadPool(this, "api-trunks");
  }

  /** Adds the route to the service's router. */
  public void mount(Router router) {
    router.get("/api/trunks").handler(this::list);
  }

  private void list(RoutingContext request) {
    String name = request.request().getParam("org");
    try {
      Org org = orgs.get(name == null || name.isBlank() ? orgs.defaultOrg() : name);
      var unused =
          template
              .asyncSend(
                  "direct:read-trunks",
                  exchange -> exchange.getMessage().setHeader(GenesysConstants.ORG, org.name()))
              .whenCompleteAsync((answer, failure) -> read(request, org, answer, failure), workers);
    } catch (Exception e) {
      fail(request, e);
    }
  }

  private void read(
      RoutingContext request, Org org, @Nullable Exchange answer, @Nullable Throwable failure) {
    try {
      Throwable cause = answer == null ? failure : answer.getException();
      Reading reading = last.get(org.name());
      if (answer != null && cause == null) {
        reading = new Reading(answer.getMessage().getBody(ArrayNode.class), clock.instant());
        last.put(org.name(), reading);
      } else if (reading == null || !(cause instanceof UnavailableException)) {
        fail(request, cause);
        return;
      }
      send(request, org, reading);
    } catch (RuntimeException e) {
      fail(request, e);
    }
  }

  private void send(RoutingContext request, Org org, Reading reading) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("org", org.name())
            .put("simulated", org.simulated());
    ArrayNode trunks = views.of(reading.trunks(), reading.at(), history.latest(), clock.instant());
    events.judge(org.name(), trunks);
    body.set("trunks", trunks);
    request.response().putHeader("Content-Type", "application/json").end(body.toString());
  }

  private void fail(RoutingContext request, @Nullable Throwable failure) {
    problems.answer(request, failure);
  }
}
