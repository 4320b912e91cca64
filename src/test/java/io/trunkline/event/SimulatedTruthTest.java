package io.trunkline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.hook.HookPayload;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorOptions;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trunks of the simulated org change, and hooks that tell of it come late, twice and in any
 * order: states and timelines are what truly was.
 */
class SimulatedTruthTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Source HOOK = new Source(SourceKind.HOOK, "ops");
  private static final int TRUNKS = 5;
  private static final int CHANGES = 60;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, List<String>> truth = new HashMap<>();
  private Simulator simulator;
  private Store store;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    store = Store.open(StoreSettings.embedded(folder));
    ObjectNode document = (ObjectNode) control("GET", "export", "");
    ArrayNode list = document.putArray("trunks");
    for (int i = 0; i < TRUNKS; i++) {
      ObjectNode trunk = list.addObject().put("id", "t" + i).put("name", "Trunk " + i);
      trunk.put("version", 1).put("state", "active").put("trunkType", "EXTERNAL");
      trunk.put("inService", true).put("enabled", true).putObject("edge").put("id", "edge-1");
      trunk
          .putObject("connectedStatus")
          .put("connected", true)
          .put("connectedStateTime", "2026-01-02T03:04:05.678Z");
    }
    JsonNode unused = control("PUT", "import", document.toString());
  }

  @AfterEach
  void stop() {
    store.close();
    simulator.close();
  }

  private JsonNode control(String method, String path, String body) throws Exception {
    String answer =
        http.send(
                HttpRequest.newBuilder(URI.create(simulator.uri() + "/__sim/" + path))
                    .method(method, BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return answer.isBlank() ? JSON.createObjectNode() : JSON.readTree(answer);
  }

  private JsonNode trunk(String id) throws Exception {
    for (JsonNode trunk : control("GET", "trunks", "").path("trunks")) {
      if (trunk.path("id").asText().equals(id)) {
        return trunk;
      }
    }
    throw new IllegalStateException("no trunk " + id);
  }

  /** Lets trunks change, and writes down what is told of each change, and what is true after it. */
  private List<String> happened(Random random) throws Exception {
    List<String> bodies = new ArrayList<>();
    Map<String, Instant> last = new HashMap<>();
    for (int i = 0; i < CHANGES; i++) {
      String id = "t" + random.nextInt(TRUNKS);
      boolean connected = !trunk(id).at("/connectedStatus/connected").asBoolean();
      // The times of two changes differ, or which came first is anybody's guess.
      Instant before = last.getOrDefault(id, Instant.EPOCH);
      JsonNode now = changed(id, connected);
      while (!Instant.parse(now.at("/connectedStatus/connectedStateTime").asText())
          .isAfter(before)) {
        JsonNode unused = changed(id, !connected);
        now = changed(id, connected);
      }
      last.put(id, Instant.parse(now.at("/connectedStatus/connectedStateTime").asText()));
      truth.computeIfAbsent(id, none -> new ArrayList<>()).add(connected ? "up" : "down");
      // As EventBridge relays a notification: with the time at which it happened.
      ObjectNode body = JSON.createObjectNode();
      String topic = "v2.telephony.providers.edges.trunks." + id;
      body.put("id", "c-" + i).put("detail-type", topic).put("time", last.get(id).toString());
      ObjectNode detail = body.putObject("detail").put("topicName", topic).put("version", "2");
      detail
          .putObject("eventBody")
          .put("id", id)
          .set("connectedStatus", now.path("connectedStatus"));
      bodies.add(body.toString());
    }
    return bodies;
  }

  private JsonNode changed(String id, boolean connected) throws Exception {
    JsonNode unused = control("PATCH", "trunks/" + id, "{\"connected\":" + connected + "}");
    return trunk(id);
  }

  private TrunkHistory given(List<String> bodies, FlapRule rule) throws Exception {
    Clock clock = Clock.systemUTC();
    TrunkIntake intake = new TrunkIntake(store, new Outbox(store, clock), rule, 10_000, clock);
    for (String body : bodies) {
      var unused =
          intake
              .accept(
                  new HookPayload("acme", HOOK, null, clock.instant())
                      .read(body.getBytes(StandardCharsets.UTF_8)))
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
    }
    return new TrunkHistory(store, rule, clock);
  }

  private static List<String> late(List<String> bodies, Random random) {
    List<String> shuffled = new ArrayList<>(bodies);
    shuffled.addAll(bodies.subList(0, bodies.size() / 3));
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private Map<String, String> trueStates() throws Exception {
    Map<String, String> states = new TreeMap<>();
    for (String id : truth.keySet()) {
      states.put(id, trunk(id).at("/connectedStatus/connected").asBoolean() ? "up" : "down");
    }
    return states;
  }

  private Map<String, String> states(TrunkHistory history) {
    Map<String, String> states = new TreeMap<>();
    truth
        .keySet()
        .forEach(id -> states.put(id, history.state("acme", id).orElseThrow().status().text()));
    return states;
  }

  @Test
  void inAnyOrderTheStatesAndTheTimelinesAreWhatTrulyWas() throws Exception {
    Random random = new Random(6);
    TrunkHistory history = given(late(happened(random), random), FlapRule.OFF);
    assertThat(states(history)).isEqualTo(trueStates());
    for (String id : truth.keySet()) {
      TrunkState state = history.state("acme", id).orElseThrow();
      List<String> told = new ArrayList<>();
      history
          .timeline(state, Instant.EPOCH, Instant.now().plusSeconds(60), false, 1_000)
          .forEach(entry -> told.add(entry.path("state").asText()));
      assertThat(told).as(id).isEqualTo(truth.get(id));
    }
  }

  @Test
  void aTrunkThatFlapsIsDegradedAndItsLastWordIsKept() throws Exception {
    Random random = new Random(7);
    FlapRule rule = new FlapRule(3, Duration.ofHours(1));
    TrunkHistory history = given(happened(random), rule);
    for (String id : truth.keySet()) {
      TrunkState state = history.state("acme", id).orElseThrow();
      List<String> was = truth.get(id);
      String last = was.get(was.size() - 1);
      // The first word is no change: before it nothing was known.
      assertThat(state.status().text()).as(id).isEqualTo(was.size() > 3 ? "degraded" : last);
      assertThat(state.steady().text()).as(id).isEqualTo(last);
    }
  }
}
