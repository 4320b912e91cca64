package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.Specs;
import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import io.trunkline.sip.Binding;
import io.trunkline.sip.FileBindingJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service watches by itself: the carriers of the connections that runs have made. */
@Tag("slow")
class ConnectionChecksTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path data;
  private SimulatedCarrier carrier;

  @BeforeEach
  void start() {
    carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT);
  }

  @AfterEach
  void stop() {
    carrier.close();
  }

  private Instant watched;

  @Test
  void carriersOfProvisionedConnectionsAreWatchedAndLeftoversRemoved() throws Exception {
    try (ApiService api = service()) {
      JsonNode run = ApiService.json(api.post("/api/runs?wait=60s", spec()));
      assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("succeeded");

      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                JsonNode checks = ApiService.json(api.get("/api/checks")).path("checks");
                return checks.findValuesAsText("method").containsAll(List.of("OPTIONS", "REGISTER"))
                    && checks.findValuesAsText("outcome").stream().allMatch("ok"::equals);
              });
      await().atMost(PATIENCE).until(() -> diagnosis(api).equals("healthy"));
      watched = oldest(api);
    }

    FileBindingJournal journal =
        new FileBindingJournal(data.resolve("sip-bindings.jsonl"), Clock.systemUTC());
    journal.intend(leftover());
    try (ApiService api = service()) {
      assertThat(api.get("/health").statusCode()).isEqualTo(200);
      assertThat(oldest(api)).as("history of the process before").isEqualTo(watched);
      await().atMost(PATIENCE).until(() -> journal.open().isEmpty());
    }
  }

  private Instant oldest(ApiService api) {
    String target = "sip:127.0.0.1:" + carrier.port() + "%3Btransport=udp";
    JsonNode series = ApiService.json(api.get("/api/checks?target=" + target));
    return Instant.parse(series.path("history").path(0).path("at").asText());
  }

  private static String diagnosis(ApiService api) {
    JsonNode trunks = ApiService.json(api.get("/api/trunks")).path("trunks");
    return trunks.path(0).path("proxies").path(0).path("diagnosis").asText();
  }

  private ApiService service() {
    return new ApiService(
        data, Map.of("trunkline.checks.interval", "1000", "trunkline.checks.spread", "100ms"));
  }

  private String spec() throws Exception {
    Path password = Files.writeString(data.resolve("password"), "carrier");
    return Specs.one("acme")
            .replace("transport: tls", "transport: udp")
            .replace("[sip.carrier.example:5061]", "[\"127.0.0.1:" + carrier.port() + "\"]")
        + "      credentials: {realm: carrier.test, userName: carrier, passwordFile: "
        + password
        + "}\n";
  }

  private Binding leftover() {
    String address = "127.0.0.1:" + carrier.port();
    return new Binding(
        "crashed-call-id",
        "sip:carrier@" + address + ";transport=udp",
        "127.0.0.1",
        "sip:carrier@127.0.0.1",
        "sip:trunkline-crashed@127.0.0.1:40000",
        "udp",
        address,
        2,
        Instant.now().plus(Duration.ofHours(1)));
  }
}
