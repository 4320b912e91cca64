package io.trunkline.simulator;

import io.trunkline.simulator.fault.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One request on its way through the gateway. */
final class Exchange {
  final HttpServerRequest request;
  final long sequence;
  final long arrived;
  final String correlationId = newCorrelationId();
  final String method;
  final String path;
  final Map<String, String> headers = new LinkedHashMap<>();
  byte[] body = new byte[0];
  String client = "";
  @Nullable Fault fault;

  Exchange(HttpServerRequest request, long sequence, long arrived) {
    this.request = request;
    this.sequence = sequence;
    this.arrived = arrived;
    this.method = request.method().name();
    this.path = request.path() == null ? "/" : request.path();
  }

  /** The bearer token that came with the request, or null. */
  @Nullable String bearer() {
    String authorization = header("Authorization");
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return null;
    }
    return authorization.substring(7).trim();
  }

  /** Host and port by which the caller knows the simulator. */
  String authority() {
    HostAndPort named = request.authority();
    return named == null
        ? request.localAddress().host() + ":" + request.localAddress().port()
        : named.toString();
  }

  @Nullable String header(String name) {
    return request.getHeader(name);
  }

  Map<String, List<String>> query() {
    if (request.query() == null) {
      return Map.of();
    }
    MultiMap params = request.params();
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String name : params.names()) {
      query.put(name, params.getAll(name));
    }
    return query;
  }

  RequestLog.Line line(long now, int status, String effect) {
    return new RequestLog.Line(
        sequence,
        arrived,
        client,
        method,
        path,
        request.query(),
        status,
        now - arrived,
        effect,
        fault == null ? null : fault.name());
  }

  // Need not be a secret, so the fast generator does.
  private static String newCorrelationId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
