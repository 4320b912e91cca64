package io.trunkline.event.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.FlapRule;
import io.trunkline.event.Outbox;
import io.trunkline.event.TrunkHistory;
import io.trunkline.event.TrunkIntake;
import io.trunkline.event.TrunkState;
import io.trunkline.genesys.GenesysComponent;
import io.trunkline.genesys.HttpSettings;
import io.trunkline.genesys.Org;
import io.trunkline.genesys.Orgs;
import io.trunkline.genesys.notification.WatchStatus;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorOptions;
import io.trunkline.store.NodeLeases;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RoutePolicySupport;

/** The shipped routes that listen to an org, against a simulated org with its control path. */
final class Listening implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  final Ledger ledger;
  final Simulator simulator;
  private final HttpClient http = HttpClient.newHttpClient();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final GenesysComponent genesys = new GenesysComponent();
  private final Store store;
  private final TrunkHistory history;

  /** An org with so many trunks that nobody listens to yet. */
  Listening(int trunks, Path folder, Map<String, String> overrides) throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    control("PATCH", "settings", "{\"notifications\":{\"heartbeatMs\":50}}");
    plant(trunks);
    store = Store.open(new StoreSettings(folder, "", "", "", Duration.ofSeconds(10)));
    Clock clock = Clock.systemUTC();
    ledger =
        new Ledger(new TrunkIntake(store, new Outbox(store, clock), FlapRule.OFF, 100_000, clock));
    history = new TrunkHistory(store, FlapRule.OFF, clock);
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "trunkline.watch.orgs", "*",
            "trunkline.watch.topics", "v2.telephony.providers.edges.trunks.{id}",
            "trunkline.watch.channels", "15",
            // Forty heartbeats: a busy machine may swallow a dozen, and each silence is a gap.
            "trunkline.watch.silence", "2000",
            "trunkline.watch.renew-before", "3600000",
            "trunkline.watch.first-pause", "50",
            "trunkline.watch.settle", "100",
            "trunkline.watch.poll-interval", "3600000"));
    settings.putAll(overrides);
    context.getPropertiesComponent().setInitialProperties(settings);
    Org org =
        new Org("acme", simulator.uri(), simulator.uri(), "simulator", "simulator", 100_000, true);
    Orgs orgs = new Orgs(Map.of("acme", org), "");
    genesys.setOrgs(orgs);
    genesys.setHttpSettings(
        new HttpSettings(
            8,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            null));
    context.addComponent("genesys", genesys);
    WatchMemory memory = new WatchMemory(store, genesys::watches);
    context.getRegistry().bind("oneNode", new RoutePolicySupport() {});
    context.getRegistry().bind("watchMemory", memory);
    context.getRegistry().bind("trunkNotifications", new TrunkNotifications(ledger, memory));
    context
        .getRegistry()
        .bind(
            "trunkPoll",
            new TrunkPoll(
                () -> List.of("acme"),
                new NodeLeases(store, "here"),
                Duration.ofHours(1),
                Clock.systemUTC()));
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/trunk-watch.camel.yaml"));
  }

  /** Begins to listen. */
  Listening start() {
    context.start();
    return this;
  }

  private void plant(int trunks) throws Exception {
    ObjectNode document = (ObjectNode) control("GET", "export", "");
    ArrayNode list = document.putArray("trunks");
    for (int i = 0; i < trunks; i++) {
      list.add(trunk("trunk-" + i));
    }
    control("PUT", "import", document.toString());
  }

  private static ObjectNode trunk(String id) {
    ObjectNode trunk = JSON.createObjectNode().put("id", id).put("name", "Trunk " + id);
    trunk.put("version", 1).put("state", "active").put("trunkType", "EXTERNAL");
    trunk.put("inService", true).put("enabled", true);
    trunk.putObject("edge").put("id", "edge-1");
    trunk.putArray("proxyAddressList").add("sip.example:5061");
    trunk
        .putObject("connectedStatus")
        .put("connected", true)
        .put("connectedStateTime", "2026-01-02T03:04:05.678Z");
    trunk
        .putArray("optionsStatus")
        .addObject()
        .put("proxyAddress", "sip.example:5061")
        .put("optionState", true)
        .put("optionStateTime", "2026-01-02T03:04:05.678Z");
    return trunk;
  }

  /** Adds a runtime trunk to the org, as provisioning does. */
  void addTrunk(String id) throws Exception {
    ObjectNode document = (ObjectNode) control("GET", "export", "");
    document.withArray("trunks").add(trunk(id));
    control("PUT", "import", document.toString());
  }

  void takeDown(String trunk) throws Exception {
    control("PATCH", "trunks/" + trunk, "{\"connected\":false,\"options\":false}");
  }

  /** What the trunks truly are: id to whether they are connected and answered. */
  Map<String, String> truth() throws Exception {
    Map<String, String> truth = new TreeMap<>();
    for (JsonNode trunk : control("GET", "trunks", "").path("trunks")) {
      truth.put(
          trunk.path("id").asText(),
          trunk.at("/connectedStatus/connected").asText()
              + "/"
              + trunk.at("/optionsStatus/0/optionState").asText());
    }
    return truth;
  }

  /** What the service tells of every trunk: id to state. */
  Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    store
        .read(jdbc -> jdbc.sql("select trunk, state from trunk_state").query().listOfRows())
        .forEach(row -> told.put((String) row.get("trunk"), (String) row.get("state")));
    return told;
  }

  /** What it would tell if it knew everything: one proxy of one trunk leaves nothing between. */
  Map<String, String> trueStates() throws Exception {
    Map<String, String> states = new TreeMap<>();
    truth().forEach((trunk, sides) -> states.put(trunk, sides.equals("true/true") ? "up" : "down"));
    return states;
  }

  /** The states of a trunk's timeline, one after the other, and how many gaps are marked in it. */
  record Timeline(List<String> states, int gaps) {}

  Timeline timeline(String trunk) {
    List<String> states = new ArrayList<>();
    int gaps = 0;
    TrunkState state = history.state("acme", trunk).orElseThrow();
    Instant end = Instant.now().plusSeconds(3_600);
    for (JsonNode entry : history.timeline(state, Instant.EPOCH, end, false, 1_000)) {
      if (entry.path("kind").asText().equals("gap")) {
        gaps++;
      } else {
        states.add(entry.path("state").asText());
      }
    }
    return new Timeline(states, gaps);
  }

  /** What each trunk truly went through, by the simulator's own log: all were up at first. */
  Map<String, List<String>> trueTimelines() throws Exception {
    Map<String, List<String>> all = new TreeMap<>();
    truth().keySet().forEach(trunk -> all.put(trunk, new ArrayList<>(List.of("up"))));
    for (JsonNode event : control("GET", "events", "").path("events")) {
      String topic = event.path("topic").asText();
      List<String> states = all.get(topic.substring(topic.lastIndexOf('.') + 1));
      JsonNode body = event.path("eventBody");
      if (states != null && body.has("connectedStatus")) {
        boolean up =
            body.at("/connectedStatus/connected").asBoolean()
                && body.at("/optionsStatus/0/optionState").asBoolean();
        String state = up ? "up" : "down";
        if (!states.get(states.size() - 1).equals(state)) {
          states.add(state);
        }
      }
    }
    return all;
  }

  WatchStatus status() {
    return genesys.watches().get(0);
  }

  /** The API calls since the log was emptied. */
  List<JsonNode> calls() throws Exception {
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode request : control("GET", "requests", "").path("requests")) {
      if (request.path("path").asText().startsWith("/api/")) {
        calls.add(request);
      }
    }
    return calls;
  }

  JsonNode control(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(simulator.uri() + "/__sim/" + path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(path + " answered " + response.body());
    }
    return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  @Override
  public void close() {
    context.stop();
    store.close();
    simulator.close();
  }
}
