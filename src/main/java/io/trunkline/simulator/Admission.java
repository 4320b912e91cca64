package io.trunkline.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.http.Surface;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks before every API call, in order: token, rate, path, permission, body. */
final class Admission {
  /** What the headers say when the limit is off: they must not make a careful client wait. */
  private static final long NO_LIMIT = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final String API = "/api/v2/";

  private final Surface surface;
  private final Tokens tokens;
  private final Map<String, CallWindow> orgCalls = new HashMap<>();

  Admission(Surface surface, Tokens tokens) {
    this.surface = surface;
    this.tokens = tokens;
  }

  /** An admitted call. */
  record Admitted(Tokens.Grant grant, Surface.Match match, Call call) {}

  /**
   * Lets a call in.
   *
   * @param known the grant of the request's token, expired or not, or null
   * @throws Refusal with the platform's error body when it may not come in
   */
  Admitted admit(Exchange exchange, Tokens.@Nullable Grant known) {
    Tokens.Grant grant = authenticated(exchange, known);
    checkRate(grant, exchange.headers);
    Surface.Match match = surface.match(exchange.method, exchange.path);
    if (match == null) {
      throw unknownPath(exchange, 501, "not.simulated");
    }
    checkPermission(grant, match);
    return new Admitted(grant, match, call(exchange, grant, match));
  }

  /** The refusal of a path that is not simulated; it is also told in the log. */
  static Refusal unknownPath(Exchange exchange, int status, String code) {
    LOG.warn("{} {} is not simulated", exchange.method, exchange.path);
    return new Refusal(
        ErrorBody.of(
            status,
            code,
            exchange.method + " " + exchange.path + " is not part of the simulated surface."));
  }

  private Tokens.Grant authenticated(Exchange exchange, Tokens.@Nullable Grant grant) {
    if (!exchange.path.startsWith(API)) {
      throw unknownPath(exchange, 404, "not.found");
    }
    if (exchange.bearer() == null) {
      throw new Refusal(
          ErrorBody.of(
              401,
              "authentication.required",
              "No authentication bearer token specified in authorization header."));
    }
    if (grant == null) {
      throw new Refusal(ErrorBody.of(401, "bad.credentials", "Invalid login credentials."));
    }
    if (tokens.expired(grant)) {
      String code = grant.org().settings().text("expiredTokenCode");
      boolean told = code.equals("credentials.expired");
      String message = told ? "Credentials have expired." : "Invalid login credentials.";
      throw new Refusal(ErrorBody.of(401, code, message));
    }
    return grant;
  }

  private void checkRate(Tokens.Grant grant, Map<String, String> headers) {
    Settings settings = grant.org().settings();
    long now = grant.org().now();
    long seconds = settings.number("rateLimit.windowSeconds");
    boolean limited = settings.flag("rateLimit.enabled");
    long allowed = limited ? settings.number("rateLimit.perMinute") : NO_LIMIT;
    CallWindow ofToken = grant.calls();
    long count = ofToken.count(now, seconds);
    headers.put("inin-ratelimit-count", String.valueOf(count));
    headers.put("inin-ratelimit-allowed", String.valueOf(allowed));
    headers.put("inin-ratelimit-reset", String.valueOf(ofToken.secondsLeft(now)));
    CallWindow ofOrg = orgCalls.computeIfAbsent(grant.org().name(), missing -> new CallWindow());
    long orgCount = ofOrg.count(now, seconds);
    if (!limited) {
      return;
    }
    if (count > allowed) {
      throw overRate(
          "client.credentials.token.rate.per.minute", allowed, wait(settings, ofToken, count, now));
    }
    long orgAllowed = settings.number("rateLimit.orgPerMinute");
    if (orgCount > orgAllowed) {
      throw overRate(
          "org.app.user.rate.per.minute", orgAllowed, wait(settings, ofOrg, orgCount, now));
    }
  }

  private static long wait(Settings settings, CallWindow window, long count, long now) {
    long longest = settings.number("rateLimit.longestRetryAfter");
    return longest == 0 ? window.secondsLeft(now) : 1 + count % longest;
  }

  private static Refusal overRate(String key, long allowed, long seconds) {
    String wait = String.valueOf(seconds);
    return new Refusal(
        new ErrorBody(
            429,
            "too.many.requests.retry.after",
            "Rate limit exceeded the maximum. Retry the request in [" + wait + "] seconds",
            List.of(),
            Map.of("seconds", wait),
            key,
            allowed),
        Map.of("Retry-After", wait));
  }

  private static void checkPermission(Tokens.Grant grant, Surface.Match match) {
    List<String> anyOf = match.operation().permissions();
    if (!grant.client().mayAny(anyOf)) {
      String code = anyOf.size() == 1 ? "missing.permissions" : "missing.any.permissions";
      throw new Refusal(
          ErrorBody.of(
              403,
              code,
              "Unable to perform the requested action. You must have at least one of the"
                  + " following permissions assigned: ["
                  + String.join(", ", anyOf)
                  + "]"));
    }
  }

  private static Call call(Exchange exchange, Tokens.Grant grant, Surface.Match match) {
    Org org = grant.org();
    long most = org.settings().number("requestBytes");
    if (exchange.body.length > most) {
      throw new Refusal(
          ErrorBody.of(
              413,
              "request.entity.too.large",
              "The request body has %d bytes, more than the limit of %d."
                  .formatted(exchange.body.length, most)));
    }
    boolean takesBody = !match.operation().request().isEmpty();
    String token = exchange.bearer();
    return new Call(
        org,
        grant.client().id(),
        token == null ? "" : token,
        exchange.authority(),
        exchange.path,
        match.variables(),
        exchange.query(),
        takesBody ? json(exchange) : null);
  }

  private static JsonNode json(Exchange exchange) {
    String type = exchange.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new Refusal(
          ErrorBody.of(415, "unsupported.media.type", "Content-Type must be application/json."));
    }
    try {
      return Json.MAPPER.readTree(exchange.body);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          ErrorBody.of(
              400, "bad.request", "The request body is not JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new Refusal(ErrorBody.of(400, "bad.request", "The request body is not UTF-8."));
    }
  }
}
