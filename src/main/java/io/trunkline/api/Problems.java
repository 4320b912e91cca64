package io.trunkline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.alert.RulesException;
import io.trunkline.analytics.InvalidQuery;
import io.trunkline.connection.Problem;
import io.trunkline.connection.SpecException;
import io.trunkline.genesys.FailedCall;
import io.trunkline.genesys.GenesysException;
import io.trunkline.genesys.OrgSettingsException;
import io.trunkline.genesys.RateLimitedException;
import io.trunkline.genesys.RefusedException;
import io.trunkline.provisioning.SecretMissingException;
import io.trunkline.run.RunRefused;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.store.StoreUnavailable;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a failed request with problem JSON (RFC 9457): field, value, rule, fix and correlation
 * id.
 */
public final class Problems {
  /** Media type of RFC 9457. */
  static final String MEDIA_TYPE = "application/problem+json";

  private static final int STORE_RETRY_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** Turns the exchange's caught exception into its answer. */
  public void answer(Exchange exchange) {
    ObjectNode problem = describe(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.path("status").asInt());
    message.setHeader(Exchange.CONTENT_TYPE, MEDIA_TYPE);
    if (problem.has("retryAfter")) {
      message.setHeader("Retry-After", problem.path("retryAfter").asText());
    }
    message.setBody(problem.toString());
  }

  /** Answers a request that no Camel route serves. */
  void answer(RoutingContext request, @Nullable Throwable failure) {
    ObjectNode problem = describe(failure);
    if (problem.has("retryAfter")) {
      request.response().putHeader("Retry-After", problem.path("retryAfter").asText());
    }
    request
        .response()
        .setStatusCode(problem.path("status").asInt())
        .putHeader("Content-Type", MEDIA_TYPE)
        .end(problem.toString());
  }

  /** The problem of a failure; what is not known to be safe to tell stays in the log. */
  ObjectNode describe(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ObjectNode problem = known(cause);
      if (problem != null) {
        return problem;
      }
    }
    String id = UUID.randomUUID().toString();
    LOG.error("request failed, problem {}", id, failure);
    return problem(500, "internal-error", "Internal error", "Trunkline failed on this request")
        .put("fix", "Look for " + id + " in the service's log.")
        .put("correlationId", id);
  }

  private static @Nullable ObjectNode known(Throwable cause) {
    if (cause instanceof ApiException e) {
      String title = title(e.status());
      String type = title.toLowerCase(Locale.ROOT).replace(' ', '-');
      return problem(e.status(), type, title, e.getMessage())
          .put("field", e.field())
          .put("value", e.value())
          .put("rule", e.getMessage())
          .put("fix", e.fix());
    }
    if (cause instanceof InvalidQuery e) {
      return problem(400, "bad-query", "This cannot be answered", e.getMessage())
          .put("field", e.field())
          .put("value", e.value())
          .put("rule", e.getMessage())
          .put("fix", e.fix());
    }
    if (cause instanceof InvalidCheckException e) {
      return problem(400, "bad-check", "This check cannot be made", e.getMessage())
          .put("field", e.field())
          .put("value", e.value())
          .put("rule", e.rule())
          .put("fix", "Correct " + e.field() + " and ask again.");
    }
    if (cause instanceof SpecException e) {
      return spec(e);
    }
    if (cause instanceof RulesException e) {
      ObjectNode problem =
          problem(400, "bad-rules", "The alert rules cannot be used", e.getMessage());
      return problem.set("problems", list(e.problems()));
    }
    if (cause instanceof GenesysException e) {
      return genesys(e);
    }
    if (cause instanceof RunRefused e) {
      return run(e);
    }
    if (cause instanceof StoreUnavailable e) {
      return problem(503, "store-unavailable", "The store does not answer", e.getMessage())
          .put("fix", "Try again; nothing was accepted.")
          .put("retryAfter", STORE_RETRY_SECONDS);
    }
    if (cause instanceof OrgSettingsException e) {
      return problem(422, "org-not-usable", "Org not usable", e.getMessage()).put("fix", e.fix());
    }
    if (cause instanceof SecretMissingException e) {
      return problem(422, "secret-missing", "Secret missing", e.getMessage()).put("fix", e.fix());
    }
    return null;
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 413 -> "Content too large";
      case 503 -> "Unavailable";
      case 415 -> "Unsupported media type";
      default -> "Bad request";
    };
  }

  private static ObjectNode spec(SpecException e) {
    int count = e.problems().size();
    ObjectNode problem =
        problem(
            400,
            "bad-spec",
            "The connection file cannot be used",
            count == 1 ? "1 problem" : count + " problems");
    return problem.set("problems", list(e.problems()));
  }

  /** What is wrong or doubtful in a connection file, as JSON. */
  static ArrayNode list(List<Problem> problems) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Problem each : problems) {
      list.addObject()
          .put("line", each.line())
          .put("column", each.column())
          .put("field", each.field())
          .put("value", each.value())
          .put("rule", each.rule())
          .put("fix", each.fix());
    }
    return list;
  }

  private static ObjectNode genesys(GenesysException e) {
    FailedCall call = e.call();
    int status = e instanceof RefusedException ? 422 : 502;
    ObjectNode problem =
        problem(status, "genesys", "Genesys Cloud did not do it", e.getMessage())
            .put("fix", e.fix())
            .put("field", call.field())
            .put("value", call.value())
            .put("rule", call.code())
            .put("correlationId", call.correlationId());
    if (e instanceof RateLimitedException limited) {
      problem.put("status", 503).put("retryAfter", limited.retryAfter().toSeconds());
    }
    return problem;
  }

  private static ObjectNode run(RunRefused e) {
    int status = e.reason() == RunRefused.Reason.UNKNOWN ? 404 : 409;
    return problem(status, "run-refused", "Not possible with this run", e.getMessage())
        .put("fix", "GET /api/runs lists the runs and their states.");
  }

  private static ObjectNode problem(
      int status, String type, String title, @Nullable String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "urn:trunkline:problem:" + type)
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
  }
}
