package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.SimulatedOrgs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The running service over a simulated org named {@code test}, asked as a client asks it. */
final class ApiService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final SimulatedOrgs orgs = new SimulatedOrgs();
  final Service service;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiService(Path data, Map<String, String> settings) {
    this(data, settings, orgs -> {});
  }

  /**
   * A service that finds the org as a test wants it.
   *
   * @param before what is done with the org before the service starts
   */
  ApiService(Path data, Map<String, String> settings, Consumer<SimulatedOrgs> before) {
    before.accept(orgs);
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("trunkline.watch.orgs", "none");
    // Pulls would stand among the calls that these tests count and spoil.
    all.putIfAbsent("trunkline.analytics", "off");
    all.put("trunkline.server.port", String.valueOf(freePort()));
    service = Service.start(Mode.SERVICE, ProvisioningHarness.settings(orgs, data, all));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", BodyHandlers.ofString(), headers);
  }

  /** Posts a connection file as YAML unless the headers say otherwise. */
  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", path, body, BodyHandlers.ofString(), headers);
  }

  <T> HttpResponse<T> send(
      String method, String path, String body, BodyHandler<T> handler, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/yaml");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + response.body(), e);
    }
  }

  static String mediaType(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("").split(";")[0].trim();
  }

  /** An answer in the form of RFC 9457, without anything of our insides. */
  static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(mediaType(answer)).isEqualTo("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.path("type").asText()).isEqualTo("urn:trunkline:problem:" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception", "\tat ");
  }

  @Override
  public void close() {
    service.close();
    orgs.close();
  }
}
