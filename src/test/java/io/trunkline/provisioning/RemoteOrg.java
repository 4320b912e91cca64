package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A simulated org by its address: its control path, and its API as a client of its own. */
final class RemoteOrg {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String uri;
  private final HttpClient http = HttpClient.newHttpClient();

  RemoteOrg(String uri) {
    this.uri = uri;
  }

  /** Until it answers. */
  void await() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> control("GET", "requests", "").has("requests"));
  }

  /** The API calls since the log was emptied, oldest first, without token requests. */
  List<JsonNode> calls() {
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode request : control("GET", "requests", "").path("requests")) {
      if (request.path("path").asText().startsWith("/api/")) {
        calls.add(request);
      }
    }
    return calls;
  }

  /** The calls that wrote or tried to. */
  List<JsonNode> writes() {
    return calls().stream().filter(call -> !call.path("method").asText().equals("GET")).toList();
  }

  /** One call of the API. */
  JsonNode api(String method, String path, String body) {
    return send(method, uri + path, body, "Bearer " + token());
  }

  /** One call of the control path. */
  JsonNode control(String method, String path, String body) {
    return send(method, uri + "/__sim/" + path, body, "none");
  }

  private String token() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri + "/oauth/token"))
            .header("Authorization", "Basic c2ltdWxhdG9yOnNpbXVsYXRvcg==")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    return parsed(request).path("access_token").asText();
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
}
