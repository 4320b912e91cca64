package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.traffic.CallLog;
import io.trunkline.simulator.traffic.Traffic;
import java.util.List;
import java.util.Set;

/** Live metrics of trunks and edges; the lists by ids are bare arrays (6.1). */
final class Metrics {
  private static final String ALL = "telephony:plugin:all";
  private static final int MOST_IDS = 100;

  private final Traffic traffic;

  Metrics(Traffic traffic) {
    this.traffic = traffic;
  }

  List<Operation> operations() {
    String trunks = Life.EDGES + "/trunks";
    return List.of(
        Operation.of("GET", trunks + "/metrics", "TrunkMetrics[]", this::trunks)
            .does("Metrics of several trunks, 100 at most", "3.8, 6.1")
            .needs(ALL)
            .with("trunkIds"),
        Operation.of("GET", trunks + "/{trunkId}/metrics", "TrunkMetrics", this::trunk)
            .does("Metrics of a trunk; the control path can set others", "3.8, 6.1")
            .needs(ALL),
        Operation.of("GET", Life.EDGES + "/metrics", "EdgeMetrics[]", this::edges)
            .does("Metrics of several edges, 100 at most", "6.1")
            .needs(ALL)
            .with("edgeIds"),
        Operation.of("GET", Life.EDGES + "/{edgeId}/metrics", "EdgeMetrics", this::edge)
            .does("Metrics of an edge", "6.1")
            .needs(ALL),
        Operation.of(
                "GET",
                Life.EDGES + "/trunkswithrecording",
                "TrunkRecordingEnabledCount",
                this::recording)
            .does("Count trunks with and without recording", "3.8")
            .needs("recording:retentionPolicy:view", ALL)
            .with("trunkType"));
  }

  private Answer trunk(Call call) {
    return Answer.ok(trunk(call, Life.read(call, Kind.TRUNK, "trunkId")));
  }

  private Answer trunks(Call call) {
    ArrayNode answer = Json.MAPPER.createArrayNode();
    found(call, Kind.TRUNK, "trunkIds").forEach(trunk -> answer.add(trunk(call, trunk)));
    return Answer.ok(answer);
  }

  private Answer edge(Call call) {
    return Answer.ok(edge(call, Life.read(call, Kind.EDGE, "edgeId")));
  }

  private Answer edges(Call call) {
    ArrayNode answer = Json.MAPPER.createArrayNode();
    found(call, Kind.EDGE, "edgeIds").forEach(edge -> answer.add(edge(call, edge)));
    return Answer.ok(answer);
  }

  private Answer recording(Call call) {
    String type = call.parameter("trunkType");
    int enabled = 0;
    int disabled = 0;
    for (Entity trunk : call.org().list(Kind.TRUNK)) {
      String base = trunk.tree().path("trunkBase").path("id").asText();
      Entity settings = call.org().find(Kind.TRUNK_BASE, base);
      if (settings != null && (type == null || type.equals(trunk.trunkType()))) {
        if (TrunkProperties.records(settings.tree())) {
          enabled++;
        } else {
          disabled++;
        }
      }
    }
    return Answer.ok(Json.object().put("enabledCount", enabled).put("disabledCount", disabled));
  }

  private static List<Entity> found(Call call, Kind kind, String parameter) {
    List<String> ids = call.required(parameter);
    if (ids.size() > MOST_IDS) {
      throw Refusal.invalidQuery(parameter, ids.size() + " ids", "at most " + MOST_IDS);
    }
    Set<String> wanted = Set.copyOf(ids);
    return call.org().list(kind).stream().filter(entity -> wanted.contains(entity.id())).toList();
  }

  // What the control path set stays until the trunk goes; without it the call log speaks.
  private ObjectNode trunk(Call call, Entity trunk) {
    long now = CallLog.now(call.org());
    Entity stored = call.org().find(Kind.TRUNK_METRICS, trunk.id());
    ObjectNode given = stored == null ? Json.object() : stored.tree();
    CallLog.Active active =
        stored == null
            ? traffic.log(call.org()).active(trunk.id(), now)
            : new CallLog.Active(0, 0, 0);
    ObjectNode metrics = Json.object().put("eventTime", Json.date(now));
    metrics.putObject("trunk").put("id", trunk.id()).put("name", trunk.name());
    metrics
        .putObject("calls")
        .put("inboundCallCount", given.path("inboundCallCount").asInt(active.inbound()))
        .put("outboundCallCount", given.path("outboundCallCount").asInt(active.outbound()));
    metrics
        .putObject("qos")
        .put("mismatchCount", given.path("mismatchCount").asInt(active.mismatches()));
    return metrics;
  }

  private static ObjectNode edge(Call call, Entity edge) {
    long up = call.org().now() - Json.millis(edge.tree().path("dateCreated").asText());
    ObjectNode metrics = Json.object();
    metrics
        .putObject("edge")
        .put("id", edge.id())
        .put("name", edge.name())
        .put("selfUri", Life.EDGES + "/" + edge.id());
    metrics.put("eventTime", Json.date(call.org().now())).put("upTimeMsec", Math.max(0, up));
    metrics
        .putArray("processors")
        .addObject()
        .put("cpuId", "total")
        .put("activeTimePct", 5.0)
        .put("idleTimePct", 95.0)
        .put("privilegedTimePct", 2.0)
        .put("userTimePct", 3.0);
    metrics
        .putArray("memory")
        .addObject()
        .put("type", "physical")
        .put("availableBytes", 6.0e9)
        .put("totalBytes", 8.0e9);
    metrics
        .putArray("disks")
        .addObject()
        .put("partitionName", "/")
        .put("availableBytes", 4.0e10)
        .put("totalBytes", 5.0e10);
    metrics.putArray("subsystems").addObject().put("processName", "media").put("delayMs", 0);
    metrics
        .putArray("networks")
        .addObject()
        .put("ifname", "eth0")
        .put("sentBytesPerSec", 0)
        .put("receivedBytesPerSec", 0)
        .put("bandwidthBitsPerSec", 1.0e9)
        .put("utilizationPct", 0.0);
    return metrics;
  }
}
