package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client of the simulator that hides nothing of an answer. */
final class SimulatorClient {
  static final String EDGES = "/api/v2/telephony/providers/edges";
  static final String SITES = EDGES + "/sites";
  static final String BASES = EDGES + "/trunkbasesettings";
  static final String CARRIER = "external_sip_pcv_byoc_carrier.json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private @Nullable String token;

  SimulatorClient(URI base) {
    this.base = base;
  }

  /** An answer with its parsed body; an empty body is a missing node. */
  record Reply(int status, JsonNode body, HttpHeaders headers) {
    String text(String pointer) {
      return body.at(pointer).asText();
    }

    String id() {
      return text("/id");
    }

    ObjectNode object() {
      return (ObjectNode) body;
    }
  }

  /** Logs in as the default org's client. */
  static SimulatorClient loggedIn(Simulator simulator) {
    return loggedIn(simulator, "simulator");
  }

  static SimulatorClient loggedIn(Simulator simulator, String client) {
    return loggedIn(simulator.uri(), client);
  }

  /** Logs in as a client whose secret is its id. */
  static SimulatorClient loggedIn(URI uri, String client) {
    SimulatorClient it = new SimulatorClient(uri);
    it.token = it.login(client, client, "grant_type=client_credentials").text("/access_token");
    return it;
  }

  Reply login(String id, String secret, String form) {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return exchange(
        HttpRequest.newBuilder(base.resolve("/oauth/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  @Nullable String token() {
    return token;
  }

  void token(@Nullable String other) {
    token = other;
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply post(String path, String json) {
    return send("POST", path, json);
  }

  Reply put(String path, JsonNode json) {
    return send("PUT", path, json.toString());
  }

  Reply patch(String path, String json) {
    return send("PATCH", path, json);
  }

  Reply delete(String path) {
    return send("DELETE", path, null);
  }

  Reply send(String method, String path, @Nullable String json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (json == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(json));
    }
    return exchange(request);
  }

  Reply exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(), Json.MAPPER.readTree(response.body()), response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Creates a location and returns its id. */
  String location(String name) {
    return post("/api/v2/locations", "{\"name\":\"" + name + "\"}").id();
  }

  /** Creates a cloud site with its own location. */
  Reply site(String name) {
    String location = location(name + " location");
    return post(
        SITES,
        "{\"name\":\"%s\",\"mediaModel\":\"Cloud\",\"location\":{\"id\":\"%s\"}}"
            .formatted(name, location));
  }

  /** Creates a BYOC carrier trunk base whose calls come in at a site. */
  Reply trunkBase(String name, String siteId) {
    return post(
        BASES,
        """
        {"name":"%s","trunkType":"EXTERNAL","trunkMetabase":{"id":"%s"},
         "inboundSite":{"id":"%s"},
         "properties":{"trunk_transport_serverProxyList":{"value":{"instance":["sip.example:5061"]}},
          "trunk_x_unknown":{"value":{"instance":7}},
          "trunk_sip_termination_uri":{"value":{"instance":"%s"}}}}
        """
            .formatted(name, CARRIER, siteId, name));
  }
}
