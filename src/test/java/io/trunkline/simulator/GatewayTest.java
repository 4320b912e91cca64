package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.trunkline.simulator.SimulatorClient.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands before every call, the control path, and the state on disk. */
class GatewayTest {
  private static final String ME = "/api/v2/organizations/me";

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
  void tokensAreRefusedInTheOAuthShape() {
    Reply unknown = client.login("nobody", "x", "grant_type=client_credentials");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("/error")).isEqualTo("invalid_client");
    assertThat(unknown.text("/description")).startsWith("client not found");
    Reply wrong = client.login("simulator", "x", "grant_type=client_credentials");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text("/description")).isEqualTo("authentication failed");
    assertThat(client.login("simulator", "simulator", "").text("/error"))
        .isEqualTo("invalid_request");
  }

  @Test
  void callsWithoutAGoodTokenAreRefused() {
    client.token(null);
    assertThat(client.get(ME).text("/code")).isEqualTo("authentication.required");
    client.token("made-up");
    assertThat(client.get(ME).text("/code")).isEqualTo("bad.credentials");
  }

  @Test
  void aTokenEnds() {
    client.patch("/__sim/settings", "{\"tokenSeconds\":0}");
    SimulatorClient expired = SimulatorClient.loggedIn(simulator);
    assertThat(expired.get(ME).status()).isEqualTo(401);
    client.patch("/__sim/settings", "{\"expiredTokenCode\":\"credentials.expired\"}");
    assertThat(expired.get(ME).text("/code")).isEqualTo("credentials.expired");
  }

  @Test
  void theRateLimitAnswersWithTheWaitInExactlySpelledHeaders() {
    client.patch("/__sim/settings", "{\"rateLimit\":{\"enabled\":true,\"perMinute\":2}}");
    Reply first = client.get(ME);
    assertThat(first.headers().firstValue("inin-ratelimit-allowed")).hasValue("2");
    client.get(ME);
    Reply third = client.get(ME);
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    assertThat(third.text("/limit/key")).isEqualTo("client.credentials.token.rate.per.minute");
    assertThat(third.text("/messageWithParams")).contains("[{seconds}]");
  }

  @Test
  void bodiesMustBeJsonAndNotTooLarge() {
    assertThat(client.post("/api/v2/locations", "{").status()).isEqualTo(400);
    assertThat(client.post("/api/v2/locations", "[]").status()).isEqualTo(400);
    assertThat(client.send("POST", "/api/v2/locations", null).status()).isEqualTo(415);
    String large = "{\"name\":\"" + "x".repeat(600_000) + "\"}";
    assertThat(client.post("/api/v2/locations", large).status()).isEqualTo(413);
  }

  @Test
  void anUnknownPathSaysThatItIsNotSimulated() {
    Reply reply = client.get("/api/v2/users/me");
    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.text("/message")).contains("GET /api/v2/users/me");
  }

  @Test
  void theRequestLogTellsWhatEachCallDid() {
    client.delete("/__sim/requests");
    client.location("L");
    client.get(SITES + "?name=x");
    Reply log = client.get("/__sim/requests");
    assertThat(log.body().findValuesAsText("effect")).containsExactly("none", "create", "none");
    assertThat(log.text("/requests/2/query")).isEqualTo("name=x");
    assertThat(log.text("/requests/1/client")).isEqualTo("simulator");
  }

  @Test
  void resetBringsTheSeedBack() {
    client.location("L");
    client.patch("/__sim/settings", "{\"products\":[]}");
    assertThat(client.get("/api/v2/authorization/products").body().path("total").asInt()).isZero();
    client.post("/__sim/reset", "");
    assertThat(client.get("/api/v2/locations").body().path("total").asInt()).isEqualTo(1);
    assertThat(client.get("/api/v2/authorization/products").body().path("total").asInt())
        .isEqualTo(2);
  }

  @Test
  void anUnknownSettingIsRefused() {
    Reply reply = client.patch("/__sim/settings", "{\"latency\":5}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("/message")).contains("latencyMs");
  }

  @Test
  void sideEffectsOfASiteComeLater() {
    client.patch("/__sim/settings", "{\"sideEffectDelayMs\":60000}");
    String waiting = SITES + "/" + client.site("W").id();
    assertThat(client.get(waiting + "/outboundroutes").body().path("total").asInt()).isZero();
    assertThat(client.get(waiting + "/numberplans").body()).isEmpty();
    client.patch("/__sim/settings", "{\"sideEffectDelayMs\":100}");
    String path = SITES + "/" + client.site("S").id() + "/outboundroutes";
    await().until(() -> client.get(path).body().path("total").asInt() == 1);
  }

  @Test
  void organizationsAreApart() {
    client.post("/__sim/orgs", "{\"client\":\"acme\",\"secret\":\"acme\"}");
    SimulatorClient acme = SimulatorClient.loggedIn(simulator, "acme");
    String site = acme.site("S").id();
    assertThat(client.get(SITES + "/" + site).status()).isEqualTo(404);
    acme.trunkBase("shared", site);
    Reply clash = client.trunkBase("shared", client.site("S").id());
    assertThat(clash.status()).isEqualTo(400);
    assertThat(clash.text("/message")).contains("trunk_sip_termination_uri");
  }

  @Test
  void aLaterSimulatorSeesWhatWasAcknowledgedThoughTheLastLineIsTorn(@TempDir Path folder)
      throws Exception {
    SimulatorOptions onDisk = SimulatorOptions.inMemory().withStateFolder(folder);
    String id;
    try (Simulator first = Simulator.start(onDisk)) {
      id = SimulatorClient.loggedIn(first).location("L");
    }
    Files.writeString(folder.resolve("simulator.org"), "[{\"k\":\"si", StandardOpenOption.APPEND);
    try (Simulator second = Simulator.start(onDisk)) {
      assertThat(SimulatorClient.loggedIn(second).get("/api/v2/locations/" + id).status())
          .isEqualTo(200);
    }
  }

  @Test
  void startingIsRefusedWithAReason(@TempDir Path folder) throws Exception {
    SimulatorOptions samePort = SimulatorOptions.inMemory().withPort(simulator.port());
    SimulatorException inUse =
        catchThrowableOfType(SimulatorException.class, () -> Simulator.start(samePort));
    assertThat(inUse.reason()).isEqualTo(SimulatorException.Reason.PORT_IN_USE);

    SimulatorOptions onDisk = SimulatorOptions.inMemory().withStateFolder(folder);
    try (Simulator holder = Simulator.start(onDisk)) {
      assertThat(holder.port()).isPositive();
      SimulatorException locked =
          catchThrowableOfType(SimulatorException.class, () -> Simulator.start(onDisk));
      assertThat(locked.reason()).isEqualTo(SimulatorException.Reason.STATE_LOCKED);
      assertThat(locked).hasMessageContaining(folder.toString());
    }
    Path file = Files.writeString(folder.resolve("file"), "x");
    SimulatorException notAFolder =
        catchThrowableOfType(
            SimulatorException.class,
            () -> Simulator.start(SimulatorOptions.inMemory().withStateFolder(file)));
    assertThat(notAFolder.reason()).isEqualTo(SimulatorException.Reason.STATE_NOT_WRITABLE);
  }
}
