package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runtime trunks, read-only (3.8). One appears on each cloud edge when an enabled outbound route
 * uses a base, or on the edge whose logical interface has the base assigned, and goes with it.
 */
final class Trunks {
  private static final String PATH = Life.EDGES + "/trunks";
  private static final String ALL = "telephony:plugin:all";

  List<Operation> operations() {
    String[] parameters = {
      "pageNumber", "pageSize", "sortBy", "sortOrder", "edge.id", "trunkBase.id", "trunkType"
    };
    return List.of(
        Operation.of("GET", PATH, "TrunkEntityListing", this::list)
            .does("List runtime trunks", "3.8")
            .needs(ALL)
            .with(parameters),
        Operation.of("GET", PATH + "/{trunkId}", "Trunk", this::get)
            .does("Read a runtime trunk", "3.8")
            .needs(ALL),
        Operation.of("GET", Life.EDGES + "/{edgeId}/trunks", "TrunkEntityListing", this::ofEdge)
            .does("List the runtime trunks of an edge", "3.8")
            .needs(ALL)
            .with("pageNumber", "pageSize", "sortBy", "sortOrder", "trunkBase.id", "trunkType"));
  }

  private Answer list(Call call) {
    return listed(call, call.org().list(Kind.TRUNK));
  }

  private Answer ofEdge(Call call) {
    String edge = Life.read(call, Kind.EDGE, "edgeId").id();
    List<Entity> trunks =
        call.org().list(Kind.TRUNK).stream()
            .filter(trunk -> trunk.references().contains(edge))
            .toList();
    return listed(call, trunks);
  }

  private static Answer listed(Call call, List<Entity> trunks) {
    String type = call.parameter("trunkType");
    return Listing.of(call, trunks)
        .mentioning("edge.id")
        .mentioning("trunkBase.id")
        .where(trunk -> type == null || trunk.trunkType().equals(type))
        .sorted()
        .page();
  }

  private Answer get(Call call) {
    return Answer.ok(Life.read(call, Kind.TRUNK, "trunkId").json());
  }

  /** Brings the runtime trunks of these bases in line with their use; other ids are passed over. */
  void refresh(Org org, Collection<String> baseIds) {
    for (String baseId : baseIds) {
      Entity base = org.find(Kind.TRUNK_BASE, baseId);
      Set<String> wanted = base == null ? Set.of() : edgesUsing(org, baseId);
      Map<String, Entity> served = new HashMap<>();
      for (Entity trunk : org.referrers(Kind.TRUNK, baseId)) {
        ObjectNode tree = trunk.tree();
        if (!tree.path("trunkBase").path("id").asText().equals(baseId)) {
          continue;
        }
        String edge = tree.path("edge").path("id").asText();
        if (wanted.contains(edge)) {
          served.put(edge, trunk);
        } else {
          org.remove(Kind.TRUNK, trunk.id());
          org.remove(Kind.TRUNK_METRICS, trunk.id());
        }
      }
      if (base != null) {
        wanted.forEach(edge -> write(org, base, edge, served.get(edge)));
      }
    }
  }

  private static Set<String> edgesUsing(Org org, String baseId) {
    Set<String> edges = new HashSet<>();
    boolean routed =
        org.referrers(Kind.OUTBOUND_ROUTE, baseId).stream()
            .anyMatch(route -> route.tree().path("enabled").asBoolean());
    if (routed) {
      List<Entity> cloud = org.all(Kind.EDGE).stream().filter(Entity::managed).toList();
      int most = org.settings().flag("trunks.perCloudEdge") ? cloud.size() : 1;
      cloud.stream().limit(most).forEach(edge -> edges.add(edge.id()));
    }
    for (Entity assigned : org.referrers(Kind.LOGICAL_INTERFACE, baseId)) {
      String edgeUri = assigned.tree().path("edgeUri").asText();
      edges.add(edgeUri.substring(edgeUri.lastIndexOf('/') + 1));
    }
    return edges;
  }

  private static void write(Org org, Entity base, String edgeId, @Nullable Entity before) {
    ObjectNode settings = base.tree();
    String id = before == null ? trunkId(base.id(), edgeId) : before.id();
    String now = Json.date(org.now());
    ObjectNode trunk = Json.object().put("id", id).put("name", base.name());
    trunk.put("version", before == null ? 1 : before.version() + 1);
    trunk.put("dateCreated", before == null ? now : before.tree().path("dateCreated").asText());
    trunk.put("dateModified", now).put("state", "active").put("trunkType", base.trunkType());
    trunk.set("edge", Fields.referenceTo(org, Kind.EDGE, edgeId));
    trunk.set("trunkBase", Fields.referenceTo(org, Kind.TRUNK_BASE, base.id()));
    trunk.set("trunkMetabase", settings.path("trunkMetabase"));
    addEdgeGroup(org, edgeId, trunk);
    JsonNode properties = settings.path("properties");
    boolean inService = properties.path("trunk_enabled").asBoolean(true);
    trunk.put("inService", inService).put("enabled", true);
    JsonNode proxies = properties.path("trunk_transport_serverProxyList");
    addStatus(org, trunk, before, proxies, inService);
    trunk.put("family", 2);
    ArrayNode addresses = trunk.putArray("proxyAddressList");
    proxies.forEach(addresses::add);
    trunk.put("selfUri", PATH + "/" + id);
    org.put(Kind.TRUNK, trunk);
  }

  private static void addEdgeGroup(Org org, String edgeId, ObjectNode trunk) {
    Entity edge = org.find(Kind.EDGE, edgeId);
    if (edge != null && edge.tree().path("edgeGroup").has("id")) {
      trunk.set("edgeGroup", edge.tree().path("edgeGroup"));
    }
  }

  // What somebody set by the control path stays, as long as proxies and service stay.
  private static void addStatus(
      Org org, ObjectNode trunk, @Nullable Entity before, JsonNode proxies, boolean inService) {
    String options = org.settings().text("trunks.optionsEnabledStatus");
    String registers = org.settings().text("trunks.registersEnabledStatus");
    List<String> kept = List.of("connectedStatus", "optionsStatus", "registersStatus", "ipStatus");
    ObjectNode old = before == null ? Json.object() : before.tree();
    boolean unchanged =
        old.path("proxyAddressList").equals(proxies)
            && old.path("inService").asBoolean() == inService;
    if (unchanged) {
      kept.stream().filter(old::has).forEach(name -> trunk.set(name, old.get(name)));
    } else {
      String now = Json.date(org.now());
      trunk.putObject("connectedStatus").put("connected", inService).put("connectedStateTime", now);
      addPerProxy(trunk, "options", options, proxies, now);
      addPerProxy(trunk, "registers", registers, proxies, now);
    }
    trunk.put("optionsEnabledStatus", options).put("registersEnabledStatus", registers);
  }

  private static void addPerProxy(
      ObjectNode trunk, String what, String enabled, JsonNode proxies, String now) {
    ArrayNode list = trunk.putArray(what + "Status");
    String state = what.equals("options") ? "optionState" : "registerState";
    if (enabled.equals("ENABLED")) {
      proxies.forEach(
          proxy ->
              list.addObject()
                  .put("proxyAddress", proxy.asText())
                  .put(state, true)
                  .put(state + "Time", now));
    }
  }

  // The same base on the same edge is the same trunk, however often it comes and goes.
  private static String trunkId(String baseId, String edgeId) {
    return UUID.nameUUIDFromBytes((baseId + edgeId).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The ids of entities, for a caller that changes them on the way. */
  static List<String> ids(List<Entity> entities) {
    return entities.stream().map(Entity::id).toList();
  }
}
