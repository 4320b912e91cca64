package io.trunkline.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.analytics.BackFill;
import io.trunkline.analytics.PullSource;
import io.trunkline.analytics.PullState;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** {@code /api/analytics}: how far orgs have been read, and orders to read a stretch again. */
public final class PullRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PullState state;
  private final BackFill backFill;
  private final Orgs orgs;
  private final ProducerTemplate template;
  private final AnswerThreads threads;
  private final long maxBody;

  /**
   * With what it tells and orders.
   *
   * @param maxBody largest request body in bytes
   */
  public PullRoutes(
      CamelContext context,
      PullState state,
      BackFill backFill,
      Orgs orgs,
      Problems problems,
      long maxBody) {
    this.state = state;
    this.backFill = backFill;
    this.orgs = orgs;
    this.template = context.createProducerTemplate();
    this.threads =
        new AnswerThreads(
            context.getExecutorServiceManager().newCachedThreadPool(this, "api-analytics"),
            problems);
    this.maxBody = maxBody;
  }

  /** Adds the routes to the service's router. */
  public void mount(Router router) {
    router.get("/api/analytics/pulls").handler(request -> answer(request, 200, state::json));
    router
        .post("/api/analytics/backfill")
        .handler(BodyHandler.create(false).setBodyLimit(maxBody))
        .handler(request -> answer(request, 202, () -> order(request.body().asString())));
  }

  private ObjectNode order(@Nullable String body) {
    JsonNode given = parsed(body);
    Org org = org(given.path("org").asText(""));
    Instant from = moment(given, "from");
    Instant to = moment(given, "to");
    try {
      backFill.order(org.name(), from, to);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          400,
          "from, to",
          from + " to " + to,
          String.valueOf(e.getMessage()),
          "Order another stretch.");
    }
    var unused =
        template.asyncSend(
            "direct:pull", exchange -> exchange.setVariable("source", PullSource.SETTLED.token()));
    return JSON.createObjectNode()
        .put("org", org.name())
        .put("from", from.toString())
        .put("to", to.toString());
  }

  private Org org(String name) {
    try {
      return orgs.get(name.isEmpty() ? orgs.defaultOrg() : name);
    } catch (Exception e) {
      throw new ApiException(
          400,
          "org",
          name,
          String.valueOf(e.getMessage()),
          "GET /api/analytics/pulls lists the orgs.");
    }
  }

  private static JsonNode parsed(@Nullable String body) {
    try {
      JsonNode given = JSON.readTree(body == null ? "" : body);
      if (given.isObject()) {
        return given;
      }
    } catch (JsonProcessingException e) {
      // Told below, like JSON that is no object.
    }
    throw new ApiException(
        400,
        "body",
        "",
        "the body is not a JSON object",
        "Send {\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-01-08T00:00:00Z\"}.");
  }

  private static Instant moment(JsonNode given, String field) {
    String text = given.path(field).asText("");
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ApiException(
          400,
          field,
          text,
          "it is neither a date nor a moment with its zone",
          "Write it as 2026-01-01 (in UTC), or 2026-01-01T00:00:00Z.");
    }
  }

  private void answer(RoutingContext request, int status, Supplier<ObjectNode> work) {
    threads.answer(request, status, "application/json", () -> work.get().toString());
  }
}
