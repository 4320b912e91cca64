package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.fault.Fault;
import io.trunkline.simulator.fault.FaultScript;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request: fault script, latency, the work, the answer, the log. Runs on one event
 * loop, so nothing here is locked.
 */
final class Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final String TOKEN_PATH = "/oauth/token";
  private static final int HARD_LIMIT = 256 << 20;

  private final Vertx vertx;
  private final Orgs orgs;
  private final Tokens tokens;
  private final Records records;
  private final OAuth oauth;
  private final Admission admission;
  private final Control control;
  private final Delivery delivery;

  Gateway(Vertx vertx, Orgs orgs, Tokens tokens, Records records) {
    this.vertx = vertx;
    this.orgs = orgs;
    this.tokens = tokens;
    this.records = records;
    this.oauth = new OAuth(orgs, tokens);
    this.admission = new Admission(orgs.api().surface(), tokens);
    this.control = new Control(orgs, tokens, records);
    this.delivery = new Delivery(vertx);
  }

  /** Takes one request and answers it, now or on a timer. */
  void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(request, records.log().nextSequence(), orgs.now());
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= HARD_LIMIT) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(
        end -> {
          exchange.body = body.getBytes();
          arrived(exchange);
        });
  }

  private void arrived(Exchange exchange) {
    if (exchange.path.startsWith(Control.PREFIX)) {
      answer(exchange, control(exchange), "none");
      return;
    }
    String token = exchange.bearer();
    Tokens.Grant grant = token == null ? null : tokens.find(token);
    if (grant != null) {
      exchange.client = grant.client().id();
    } else if (exchange.path.equals(TOKEN_PATH)) {
      exchange.client = oauth.clientId(exchange.header("Authorization"), exchange.body);
    }
    exchange.fault = strike(exchange);
    long delay = org(exchange, grant).settings().number("latencyMs");
    long more = exchange.fault == null ? 0 : exchange.fault.act().delayMillis();
    later(delay + more, () -> work(exchange, grant));
  }

  private void later(long millis, Runnable work) {
    if (millis <= 0) {
      work.run();
    } else {
      vertx.setTimer(millis, timer -> work.run());
    }
  }

  private void work(Exchange exchange, Tokens.@Nullable Grant grant) {
    if (exchange.fault != null && exchange.fault.act().preventsEffect()) {
      spoil(exchange, exchange.fault.act(), "none");
      return;
    }
    try {
      if (exchange.path.equals(TOKEN_PATH)) {
        answer(exchange, token(exchange), "none");
        return;
      }
      Admission.Admitted admitted = admission.admit(exchange, grant);
      Answer answer = admitted.match().operation().handler().handle(admitted.call());
      admitted.grant().org().commit();
      records.counters().count(admitted.match().operation(), answer.status());
      checkSize(admitted.grant().org(), answer);
      answer(exchange, answer, admitted.match().operation().effect());
    } catch (Refusal refusal) {
      exchange.headers.putAll(refusal.headers());
      answer(exchange, error(exchange, refusal.body()), "none");
    } catch (RuntimeException e) {
      LOG.error("{} {} failed inside the simulator", exchange.method, exchange.path, e);
      answer(
          exchange,
          error(
              exchange,
              ErrorBody.of(500, "internal.server.error", "The simulator failed; see its log.")),
          "none");
    }
  }

  private Answer token(Exchange exchange) {
    if (!exchange.method.equals("POST")) {
      throw new Refusal(ErrorBody.of(405, "method.not.allowed", "Use POST for a token."));
    }
    return oauth.token(exchange.header("Authorization"), exchange.body);
  }

  private static void checkSize(Org org, Answer answer) {
    long most = org.settings().number("responseBytes");
    if (most > 0 && answer.body().length > most) {
      throw new Refusal(
          ErrorBody.of(
              413,
              "response.entity.too.large",
              "The answer has more than " + most + " bytes; ask for a smaller page."));
    }
  }

  private @Nullable Fault strike(Exchange exchange) {
    FaultScript script = records.faults();
    if (script.isEmpty()) {
      return null;
    }
    JsonNode body = script.readsBodies() ? Json.orNull(exchange.body) : null;
    return script.strike(
        new FaultScript.Request(
            exchange.method, exchange.path, exchange.client, exchange.query(), body));
  }

  private Answer control(Exchange exchange) {
    try {
      return control.answer(exchange.method, exchange.path, exchange.query(), exchange.body);
    } catch (IOException e) {
      LOG.error("{} {} failed", exchange.method, exchange.path, e);
      return Control.problem(500, "the state cannot be written: " + e.getMessage());
    }
  }

  private Org org(Exchange exchange, Tokens.@Nullable Grant grant) {
    if (grant != null) {
      return grant.org();
    }
    Orgs.Login login = orgs.client(exchange.client);
    return login == null ? orgs.standard() : login.org();
  }

  private void answer(Exchange exchange, Answer answer, String effect) {
    String done = answer.status() < 300 ? effect : "none";
    if (exchange.fault != null && exchange.fault.act().replacesAnswer()) {
      spoil(exchange, exchange.fault.act(), done);
      return;
    }
    records.log().add(exchange.line(orgs.now(), answer.status(), done));
    if (exchange.request.response().closed()) {
      return;
    }
    if (exchange.fault == null) {
      delivery.send(exchange, answer);
    } else {
      delivery.send(exchange, answer, exchange.fault.act());
    }
  }

  private void spoil(Exchange exchange, Fault.Act act, String effect) {
    boolean hangsUp = act.connection() != Fault.Connection.KEEP;
    records.log().add(exchange.line(orgs.now(), hangsUp ? 0 : act.status(), effect));
    if (exchange.request.response().closed()) {
      return;
    }
    if (hangsUp) {
      delivery.hangUp(exchange, act.connection() == Fault.Connection.RESET);
    } else {
      JsonNode body = act.body();
      Answer answer =
          body != null
              ? Answer.of(act.status(), body)
              : error(exchange, ErrorBody.ofStatus(act.status(), act.code()));
      delivery.send(exchange, answer, act);
    }
  }

  private static Answer error(Exchange exchange, ErrorBody error) {
    return Answer.of(error.status(), error.json(exchange.correlationId));
  }
}
