package io.trunkline.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.http.Surface;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands before every call, in the platform's order: body size, latency, token, rate limit,
 * path, permission, media type, JSON. Runs on one event loop, so nothing here is locked.
 */
final class Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final String API = "/api/v2/";
  private static final int HARD_LIMIT = 256 << 20;

  private final Vertx vertx;
  private final Orgs orgs;
  private final Tokens tokens;
  private final OAuth oauth;
  private final Control control;
  private final RequestLog log;

  Gateway(Vertx vertx, Orgs orgs, Tokens tokens, RequestLog log) {
    this.vertx = vertx;
    this.orgs = orgs;
    this.tokens = tokens;
    this.oauth = new OAuth(orgs, tokens);
    this.control = new Control(orgs, tokens, log);
    this.log = log;
  }

  /** Takes one request and answers it, now or on a timer. */
  void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(request, log.nextSequence(), orgs.all().iterator().next());
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= HARD_LIMIT) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> arrived(exchange, body.getBytes()));
  }

  private void arrived(Exchange exchange, byte[] body) {
    String path = exchange.path;
    if (path.startsWith(Control.PREFIX)) {
      answer(exchange, control(exchange, body), Map.of(), "none");
      return;
    }
    String authorization = exchange.request.getHeader("Authorization");
    Tokens.Grant grant = grant(authorization);
    if (grant != null) {
      exchange.client = grant.client().id();
    } else if (path.equals("/oauth/token")) {
      exchange.client = oauth.clientId(authorization, body);
    }
    Org org = org(exchange, grant);
    later(org.settings().number("latencyMs"), () -> work(exchange, grant, body));
  }

  private void work(Exchange exchange, Tokens.@Nullable Grant grant, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    try {
      if (exchange.path.equals("/oauth/token")) {
        String authorization = exchange.request.getHeader("Authorization");
        answer(exchange, token(exchange, authorization, body), headers, "none");
        return;
      }
      Tokens.Grant valid = authenticated(exchange, grant);
      checkRate(valid, headers);
      Surface.Match match = matched(exchange);
      checkPermission(valid, match);
      Answer answer = match.operation().handler().handle(call(exchange, valid, match, body));
      valid.org().commit();
      answer(exchange, answer, headers, match.operation().effect());
    } catch (Refusal refusal) {
      headers.putAll(refusal.headers());
      ErrorBody error = refusal.body();
      answer(exchange, Answer.of(error.status(), error.json(exchange.id)), headers, "none");
    } catch (RuntimeException e) {
      LOG.error("{} {} failed inside the simulator", exchange.method, exchange.path, e);
      ErrorBody error =
          ErrorBody.of(500, "internal.server.error", "The simulator failed; see its log.");
      answer(exchange, Answer.of(500, error.json(exchange.id)), headers, "none");
    }
  }

  private Answer token(Exchange exchange, @Nullable String authorization, byte[] body) {
    if (!exchange.method.equals("POST")) {
      throw new Refusal(ErrorBody.of(405, "method.not.allowed", "Use POST for a token."));
    }
    return oauth.token(authorization, body);
  }

  private Tokens.Grant authenticated(Exchange exchange, Tokens.@Nullable Grant grant) {
    if (!exchange.path.startsWith(API)) {
      throw unknownPath(exchange, 404, "not.found");
    }
    if (exchange.request.getHeader("Authorization") == null) {
      throw new Refusal(
          ErrorBody.of(
              401,
              "authentication.required",
              "No authentication bearer token specified in authorization header."));
    }
    if (grant == null || tokens.expired(grant)) {
      throw new Refusal(ErrorBody.of(401, "bad.credentials", "Invalid login credentials."));
    }
    return grant;
  }

  private void checkRate(Tokens.Grant grant, Map<String, String> headers) {
    Settings settings = grant.org().settings();
    long now = grant.org().now();
    long seconds = settings.number("rateLimit.windowSeconds");
    long allowed = settings.number("rateLimit.perMinute");
    long count = grant.calls().count(now, seconds);
    long left = grant.calls().secondsLeft(now);
    headers.put("inin-ratelimit-count", String.valueOf(count));
    headers.put("inin-ratelimit-allowed", String.valueOf(allowed));
    headers.put("inin-ratelimit-reset", String.valueOf(left));
    if (settings.flag("rateLimit.enabled") && count > allowed) {
      String wait = String.valueOf(left);
      throw new Refusal(
          new ErrorBody(
              429,
              "too.many.requests.retry.after",
              "Rate limit exceeded the maximum. Retry the request in [" + wait + "] seconds",
              List.of(),
              Map.of("seconds", wait),
              "client.credentials.token.rate.per.minute",
              allowed),
          Map.of("Retry-After", wait));
    }
  }

  private Surface.Match matched(Exchange exchange) {
    Surface surface = orgs.api().surface();
    Surface.Match match = surface.match(exchange.method, exchange.path);
    if (match == null) {
      throw unknownPath(exchange, 501, "not.simulated");
    }
    return match;
  }

  private static Refusal unknownPath(Exchange exchange, int status, String code) {
    LOG.warn("{} {} is not simulated", exchange.method, exchange.path);
    return new Refusal(
        ErrorBody.of(
            status,
            code,
            exchange.method + " " + exchange.path + " is not part of the simulated surface."));
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

  private static Call call(
      Exchange exchange, Tokens.Grant grant, Surface.Match match, byte[] body) {
    Settings settings = grant.org().settings();
    if (body.length > settings.number("requestBytes")) {
      throw new Refusal(
          ErrorBody.of(
              413,
              "request.entity.too.large",
              "The request body has "
                  + body.length
                  + " bytes, more than the limit of "
                  + settings.number("requestBytes")
                  + "."));
    }
    JsonNode tree = null;
    if (!match.operation().request().isEmpty()) {
      tree = json(exchange, body);
    }
    return new Call(
        grant.org(),
        grant.client().id(),
        exchange.path,
        match.variables(),
        query(exchange.request.params()),
        tree);
  }

  private static JsonNode json(Exchange exchange, byte[] body) {
    String type = exchange.request.getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new Refusal(
          ErrorBody.of(415, "unsupported.media.type", "Content-Type must be application/json."));
    }
    try {
      return Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new Refusal(
          ErrorBody.of(
              400, "bad.request", "The request body is not JSON: " + e.getOriginalMessage()));
    }
  }

  private static Map<String, List<String>> query(MultiMap params) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String name : params.names()) {
      query.put(name, params.getAll(name));
    }
    return query;
  }

  private Answer control(Exchange exchange, byte[] body) {
    String org = exchange.request.getParam("org", Orgs.DEFAULT);
    try {
      return control.answer(exchange.method, exchange.path, org, body);
    } catch (IOException e) {
      LOG.error("{} {} failed", exchange.method, exchange.path, e);
      return Control.problem(500, "the state cannot be written: " + e.getMessage());
    }
  }

  private Tokens.@Nullable Grant grant(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return null;
    }
    return tokens.find(authorization.substring(7).trim());
  }

  private Org org(Exchange exchange, Tokens.@Nullable Grant grant) {
    if (grant != null) {
      return grant.org();
    }
    Orgs.Login login = orgs.client(exchange.client);
    return login == null ? exchange.fallback : login.org();
  }

  private void later(long millis, Runnable work) {
    if (millis <= 0) {
      work.run();
    } else {
      vertx.setTimer(millis, timer -> work.run());
    }
  }

  private void answer(
      Exchange exchange, Answer answer, Map<String, String> headers, String effect) {
    HttpServerResponse response = exchange.request.response();
    log.add(exchange.line(answer.status(), answer.status() < 300 ? effect : "none"));
    if (response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader("ININ-Correlation-Id", exchange.id);
    headers.forEach(response::putHeader);
    response.putHeader("Cache-Control", "no-cache, no-store, must-revalidate");
    response.putHeader("Pragma", "no-cache");
    response.putHeader("Expires", "0");
    response.putHeader("Strict-Transport-Security", "max-age=600; includeSubDomains");
    if (answer.body().length > 0) {
      response.putHeader("Content-Type", "application/json");
    }
    response.end(Buffer.buffer(answer.body()));
  }

  /** One request on its way. */
  private static final class Exchange {
    final HttpServerRequest request;
    final long sequence;
    final Org fallback;
    final long arrived = System.currentTimeMillis();
    final String id = UUID.randomUUID().toString();
    final String method;
    final String path;
    String client = "";

    Exchange(HttpServerRequest request, long sequence, Org fallback) {
      this.request = request;
      this.sequence = sequence;
      this.fallback = fallback;
      this.method = request.method().name();
      this.path = request.path() == null ? "/" : request.path();
    }

    RequestLog.Line line(int status, String effect) {
      long millis = System.currentTimeMillis() - arrived;
      return new RequestLog.Line(
          sequence, arrived, client, method, path, request.query(), status, millis, effect, null);
    }
  }
}
