package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulator in this JVM with its control path: what tests set up, and what they find afterwards.
 */
public final class SimulatedOrgs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Simulator simulator;
  private final HttpClient http = HttpClient.newHttpClient();

  public SimulatedOrgs() {
    try {
      simulator = Simulator.start(SimulatorOptions.inMemory());
    } catch (SimulatorException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Base address of API and token endpoint. */
  public URI uri() {
    return simulator.uri();
  }

  /** Back to the seed, without faults, with an empty request log. */
  public void reset() {
    control("DELETE", "faults", "");
    control("POST", "reset", "");
    control("DELETE", "requests", "");
  }

  public void settings(String mergePatch) {
    control("PATCH", "settings", mergePatch);
  }

  public void faults(String yaml) {
    control("PUT", "faults", yaml);
  }

  public void forgetRequests() {
    control("DELETE", "requests", "");
  }

  /** The API calls since the log was emptied, oldest first, without token requests. */
  public List<JsonNode> calls() {
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode request : control("GET", "requests", "").path("requests")) {
      if (request.path("path").asText().startsWith("/api/")) {
        calls.add(request);
      }
    }
    return calls;
  }

  /** The calls that wrote or tried to. */
  public List<JsonNode> writes() {
    return calls().stream().filter(call -> !call.path("method").asText().equals("GET")).toList();
  }

  /** Looks for the route that the platform makes by itself: one list per site. */
  public static boolean isRoutePoll(JsonNode call) {
    return call.path("method").asText().equals("GET")
        && call.path("path").asText().matches(".*/sites/[^/]+/outboundroutes");
  }

  /** The org as JSON. */
  public JsonNode snapshot() {
    return control("GET", "snapshot", "");
  }

  /** One call of the API as a client of its own. */
  public JsonNode api(String method, String path, String body) {
    return send(method, uri() + path, body, "Bearer " + token());
  }

  private String token() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri() + "/oauth/token"))
            .header("Authorization", "Basic c2ltdWxhdG9yOnNpbXVsYXRvcg==")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    return parsed(request).path("access_token").asText();
  }

  /** One call of the control path. */
  public JsonNode control(String method, String path, String body) {
    return send(method, uri() + "/__sim/" + path, body, "none");
  }

  private JsonNode send(String method, String uri, String body, String authorization) {
    return parsed(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode parsed(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            request + " answered " + response.statusCode() + " " + response.body());
      }
      String text = response.body();
      return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}
