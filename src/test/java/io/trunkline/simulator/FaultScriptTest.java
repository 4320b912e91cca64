package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.simulator.SimulatorClient.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults strike exactly the requests that their script names, before or after the effect. */
class FaultScriptTest {
  private static final String LOCATIONS = "/api/v2/locations";

  private Simulator simulator;
  private SimulatorClient client;

  @BeforeEach
  void start() throws SimulatorException {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void anAnswerBeforeTheEffectChangesNothing() {
    faults(
        """
        faults:
          - name: overloaded
            match: {method: POST, path: /api/v2/locations}
            nth: 2
            act: {status: 503, headers: {Retry-After: "3"}}
        """);
    assertThat(post("A").status()).isEqualTo(200);
    Reply struck = post("B");
    assertThat(struck.status()).isEqualTo(503);
    assertThat(struck.text("/code")).isEqualTo("service.unavailable");
    assertThat(struck.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(names()).contains("A").doesNotContain("B");
    assertThat(post("C").status()).isEqualTo(200);
    assertThat(client.get("/__sim/requests").body().findValuesAsText("fault"))
        .containsExactly("overloaded");
  }

  @Test
  void aConnectionClosedAfterTheEffectLeavesTheEntity() {
    faults(
        """
        faults:
          - match: {method: POST, path: "/api/v2/loc*", body: {name: "Ber*"}}
            act: {when: after, connection: close}
        """);
    assertThat(post("Paris").status()).isEqualTo(200);
    assertThatThrownBy(() -> post("Berlin")).isInstanceOf(UncheckedIOException.class);
    assertThat(names()).contains("Paris", "Berlin");
    Reply log = client.get("/__sim/requests");
    List<String> lost = new ArrayList<>();
    log.body()
        .path("requests")
        .forEach(
            line -> {
              if (line.path("status").asInt() == 0) {
                lost.add(line.path("effect").asText());
              }
            });
    assertThat(lost).containsOnly("create").isNotEmpty();
  }

  @Test
  void aResetIsSeenAsAResetOfTheConnection() throws IOException {
    faults(
        """
        faults:
          - match: {path: /api/v2/organizations/me}
            act: {connection: reset}
        """);
    try (Socket socket = request("/api/v2/organizations/me")) {
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void aBodyIsCutShortOfItsLength() throws IOException {
    faults(
        """
        {"faults":[{"match":{"path":"/api/v2/organizations/me"},"act":{"cutAfterBytes":5}}]}
        """);
    try (Socket socket = request("/api/v2/organizations/me")) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      assertThat(body).hasSize(5);
      assertThat(answer.toLowerCase(Locale.ROOT)).containsPattern("content-length: \\d{2}");
    }
  }

  @Test
  void aThrottledBodyStillArrivesWhole() {
    Reply full = client.get("/api/v2/organizations/me");
    faults(
        """
        faults:
          - match: {path: /api/v2/organizations/me}
            act: {bytesPerSecond: 4000, delayMs: 20}
        """);
    assertThat(client.get("/api/v2/organizations/me").body()).isEqualTo(full.body());
  }

  @Test
  void theSameSeedStrikesTheSameRequests() {
    assertThat(strikes(7)).isEqualTo(strikes(7)).contains(503).contains(200);
    assertThat(strikes(8)).isNotEqualTo(strikes(7));
  }

  @Test
  void countsAndClientsNarrowAFault() {
    faults(
        """
        faults:
          - name: twice
            match: {client: simulator, query: {managed: "true"}}
            times: 2
            act: {status: 409, code: general.conflict, body: {odd: strange}}
          - match: {client: somebody-else}
            act: {status: 500}
        """);
    assertThat(client.get(SITES).status()).isEqualTo(200);
    assertThat(client.get(SITES + "?managed=true").text("/odd")).isEqualTo("strange");
    assertThat(client.get(SITES + "?managed=true").status()).isEqualTo(409);
    assertThat(client.get(SITES + "?managed=true").status()).isEqualTo(200);
    assertThat(client.get("/__sim/faults").text("/faults/0/strikes")).isEqualTo("2");
    assertThat(client.delete("/__sim/faults").status()).isEqualTo(204);
  }

  @Test
  void aWrongScriptIsRefusedWithThePlace() {
    Reply unknown = client.send("PUT", "/__sim/faults", "{\"faults\":[{\"act\":{\"stat\":1}}]}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("/message")).contains("faults[0].act").contains("stat");
    Reply word =
        client.send("PUT", "/__sim/faults", "{\"faults\":[{\"act\":{\"when\":\"never\"}}]}");
    assertThat(word.text("/message")).contains("faults[0].act.when").contains("before");
    assertThat(client.send("PUT", "/__sim/faults", ": : :").status()).isEqualTo(400);
  }

  @Test
  void aWrongScriptIsRefusedWithTheLineAndTheFix() {
    assertThat(complaint("faults:\n  - match: {path: /api}\n    act: {status: busy}\n"))
        .isEqualTo(
            "line 3, faults[0].act.status: \"busy\" is wrong; give a whole number from 100 to 599");
    assertThat(complaint("seed: 1\nfaults:\n  - match:\n      paths: /api\n    act: {status: 500}"))
        .isEqualTo(
            "line 4, faults[0].match.paths: there is no 'paths' here; known are method, path,"
                + " client, query, body");
    assertThat(complaint("faults:\n  - nth: [1, x]\n    act: {status: 500}\n"))
        .startsWith("line 2, faults[0].nth[1]: \"x\" is wrong; give a whole number from 1 up");
    assertThat(complaint("faults:\n  - match: {path: sites}\n    act: {status: 500}\n"))
        .startsWith("line 2, faults[0].match.path: \"sites\" is wrong; give a path");
    assertThat(complaint("faults:\n  - act: {connection: close,\n      status: 500}\n"))
        .startsWith("line 3, faults[0].act.status: connection ends without an answer");
    assertThat(complaint("faults:\n  - match: {}\n"))
        .startsWith("line 2, faults[0].act: is missing");
    assertThat(complaint("faults:\n  - {\n"))
        .startsWith("line 2: this is neither YAML nor JSON")
        .contains("expected the node content");
  }

  private String complaint(String script) {
    Reply refused = client.send("PUT", "/__sim/faults", script);
    assertThat(refused.status()).isEqualTo(400);
    return refused.text("/message");
  }

  private List<Integer> strikes(int seed) {
    faults(
        """
        seed: %d
        faults:
          - match: {path: /api/v2/organizations/me}
            probability: 0.5
            act: {status: 503}
        """
            .formatted(seed));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      statuses.add(client.get("/api/v2/organizations/me").status());
    }
    return statuses;
  }

  private void faults(String script) {
    assertThat(client.send("PUT", "/__sim/faults", script).status()).isEqualTo(200);
  }

  private Reply post(String name) {
    return client.post(LOCATIONS, "{\"name\":\"" + name + "\"}");
  }

  private List<String> names() {
    return client.get(LOCATIONS).body().findValuesAsText("name");
  }

  private Socket request(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    OutputStream out = socket.getOutputStream();
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + client.token()
            + "\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }
}
