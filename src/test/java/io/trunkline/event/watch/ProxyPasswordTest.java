package io.trunkline.event.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.Trunkline;
import io.trunkline.provisioning.ChildJvm;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as people start it, where the only way out is a proxy that asks who is there. */
@Tag("slow")
class ProxyPasswordTest {
  private static final String PASSWORD = "s3cret: with all";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Simulator simulator;
  private ForwardProxy proxy;
  private Process service;
  private int port;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    proxy = new ForwardProxy("ops:" + PASSWORD);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (service != null) {
      service.destroyForcibly().waitFor();
    }
    proxy.close();
    simulator.close();
  }

  private void serve(String user, String password) throws IOException {
    service =
        new ChildJvm(folder)
            .start(
                folder.resolve("log"),
                Map.of(
                    "trunkline.home",
                    Path.of("").toAbsolutePath().toString(),
                    "http.proxyHost",
                    "127.0.0.1",
                    "http.proxyPort",
                    String.valueOf(proxy.port()),
                    "http.nonProxyHosts",
                    "",
                    "file.encoding",
                    "UTF-8"),
                Map.of("TRUNKLINE_PROXY_USER", user, "TRUNKLINE_PROXY_PASSWORD", password),
                Trunkline.class,
                "serve",
                "--port=" + port,
                "--set=trunkline.data=" + folder.resolve("data"),
                "--set=trunkline.simulator=off",
                "--set=trunkline.analytics=off",
                "--set=trunkline.orgs.test.apiUrl=" + simulator.uri(),
                "--set=trunkline.orgs.test.loginUrl=" + simulator.uri(),
                "--set=trunkline.orgs.test.clientId=simulator",
                "--set=trunkline.orgs.test.clientSecret=simulator");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private JsonNode watch() throws IOException, InterruptedException {
    assertThat(service.isAlive()).as(log()).isTrue();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/watches/test"))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      // The server listens a little before it serves the API.
      return answer.statusCode() == 200
          ? Listening.JSON.readTree(answer.body()).path("watch")
          : Listening.JSON.missingNode();
    } catch (ConnectException notYet) {
      return Listening.JSON.missingNode();
    }
  }

  @Test
  void callsAndChannelsGoThroughWithTheRightPassword() throws Exception {
    plant();
    serve("ops", PASSWORD);
    await().atMost(Duration.ofMinutes(1)).until(() -> watch().path("hears").asBoolean());
    assertThat(proxy.forwarded).anyMatch(path -> path.endsWith("/notifications/channels"));
    assertThat(proxy.tunnelled)
        .containsExactly(simulator.uri().getHost() + ":" + simulator.uri().getPort());
    assertThat(log()).doesNotContain(PASSWORD);
  }

  @Test
  void aWrongPasswordIsToldWithoutBeingShown() throws Exception {
    serve("ops", "wr0ng");
    await().atMost(Duration.ofMinutes(1)).until(() -> watch().hasNonNull("problem"));
    assertThat(watch().path("problem").asText())
        .contains("407", "the proxy on the way refused user and password");
    assertThat(proxy.tunnelled).isEmpty();
    String secret = Base64.getEncoder().encodeToString("ops:wr0ng".getBytes(UTF_8));
    assertThat(log() + watch()).doesNotContain("wr0ng", secret);
  }

  /** A trunk, so that there is something to listen to. */
  private void plant() throws Exception {
    ObjectNode org = (ObjectNode) Listening.JSON.readTree(control("GET", "export", ""));
    ObjectNode trunk = org.putArray("trunks").addObject().put("id", "trunk-0").put("name", "Trunk");
    trunk.put("version", 1).put("state", "active").put("trunkType", "EXTERNAL");
    assertThat(control("PUT", "import", org.toString())).doesNotContain("problem");
  }

  private String control(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.uri() + "/__sim/" + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
