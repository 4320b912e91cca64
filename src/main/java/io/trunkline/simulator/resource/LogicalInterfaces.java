package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Logical interfaces of premises edges (3.9). A trunk base that is assigned to one has a runtime
 * trunk on its edge.
 */
final class LogicalInterfaces {
  private static final String OF_EDGE = Life.EDGES + "/{edgeId}/logicalinterfaces";
  private static final String ONE = OF_EDGE + "/{interfaceId}";
  private static final String ALL = "telephony:plugin:all";
  private static final List<String> ASSIGNMENTS =
      List.of("externalTrunkBaseAssignments", "phoneTrunkBaseAssignments");
  private static final String[] FLAGS = {
    "inheritPhoneTrunkBasesIPv4",
    "inheritPhoneTrunkBasesIPv6",
    "useForInternalEdgeCommunication",
    "useForIndirectEdgeCommunication",
    "useForCloudProxyEdgeCommunication",
    "traceEnabled"
  };
  private static final String[] TEXTS = {
    "edgeAssignedId",
    "friendlyName",
    "hardwareAddress",
    "physicalAdapterId",
    "publicNatAddressIpV4",
    "publicNatAddressIpV6"
  };

  private final Trunks trunks;

  LogicalInterfaces(Trunks trunks) {
    this.trunks = trunks;
  }

  List<Operation> operations() {
    String listing = "LogicalInterfaceEntityListing";
    String model = "DomainLogicalInterface";
    return List.of(
        Operation.of("GET", Life.EDGES + "/logicalinterfaces", listing, this::list)
            .does("List the logical interfaces of several edges", "3.9")
            .needs(ALL)
            .with("edgeIds"),
        Operation.of("GET", OF_EDGE, listing, this::ofEdge)
            .does("List the logical interfaces of an edge", "3.9")
            .needs(ALL),
        Operation.of("POST", OF_EDGE, model, this::create)
            .takes(model)
            .does("Create a logical interface of a premises edge", "3.9")
            .needs(ALL),
        Operation.of("GET", ONE, model, this::get)
            .does("Read a logical interface", "3.9")
            .needs(ALL),
        Operation.of("PUT", ONE, model, this::replace)
            .takes(model)
            .does("Replace a logical interface", "3.9, 4.3")
            .under("versions.telephonyStatus", "versions.required")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete a logical interface and the runtime trunks it gave", "3.9")
            .needs(ALL));
  }

  private Answer list(Call call) {
    call.required("edgeIds");
    return Listing.of(call, call.org().list(Kind.LOGICAL_INTERFACE)).mentioning("edgeIds").all();
  }

  private Answer ofEdge(Call call) {
    String edge = Life.read(call, Kind.EDGE, "edgeId").id();
    return Listing.of(call, call.org().list(Kind.LOGICAL_INTERFACE))
        .where(one -> one.references().contains(edge))
        .all();
  }

  private Answer get(Call call) {
    return Answer.ok(
        onItsEdge(call, Life.read(call, Kind.LOGICAL_INTERFACE, "interfaceId")).json());
  }

  private Answer create(Call call) {
    String edge = Life.unmanaged(call, Kind.EDGE, "edgeId", "Edge").id();
    Fields fields = new Fields(call.object());
    checkFields(call.org(), fields);
    ObjectNode one = Life.born(call, fields);
    write(call.org(), fields, edge, one);
    Entity after = call.org().put(Kind.LOGICAL_INTERFACE, one);
    trunks.refresh(call.org(), after.references());
    return Answer.ok(after.json());
  }

  private Answer replace(Call call) {
    Entity before = onItsEdge(call, Life.find(call, Kind.LOGICAL_INTERFACE, "interfaceId"));
    Fields fields = new Fields(call.object());
    Life.checkVersion(call, before, fields);
    checkFields(call.org(), fields);
    ObjectNode one = Life.replaced(call, before, fields);
    write(call.org(), fields, call.variable("edgeId"), one);
    Entity after = Life.store(call.org(), Kind.LOGICAL_INTERFACE, one);
    Set<String> touched = new HashSet<>(before.references());
    touched.addAll(after.references());
    trunks.refresh(call.org(), touched);
    return Answer.ok(after.json());
  }

  private Answer delete(Call call) {
    Entity one = onItsEdge(call, Life.find(call, Kind.LOGICAL_INTERFACE, "interfaceId"));
    call.org().remove(Kind.LOGICAL_INTERFACE, one.id());
    trunks.refresh(call.org(), one.references());
    return Answer.empty();
  }

  private static Entity onItsEdge(Call call, Entity one) {
    if (!one.references().contains(call.variable("edgeId"))) {
      throw Refusal.notFound();
    }
    return one;
  }

  private static void checkFields(Org org, Fields fields) {
    fields
        .required("name", "friendlyName", "hardwareAddress", "physicalAdapterId")
        .text("name", "description")
        .text(TEXTS)
        .flag(FLAGS)
        .integer("version", "vlanTagId")
        .oneOf("interfaceType", "DIAGNOSTIC", "SYSTEM")
        .object("ipv4Capabilities", "ipv6Capabilities")
        .list("routes", "addresses");
    for (String name : ASSIGNMENTS) {
      fields.list(name);
      for (int i = 0; i < fields.object().path(name).size(); i++) {
        checkAssignment(org, fields, name, i);
      }
    }
    fields.check();
  }

  private static void checkAssignment(Org org, Fields fields, String name, int index) {
    JsonNode given = fields.object().path(name).path(index);
    String path = name + "[" + index + "]";
    JsonNode family = given.path("family");
    if (!family.isMissingNode() && family.asInt() != 2 && family.asInt() != 23) {
      fields.wrong(path + ".family", family, "2 (IPv4) or 23 (IPv6)");
    }
    JsonNode id = given.path("trunkBase").path("id");
    if (id.isMissingNode()) {
      fields.missing(path + ".trunkBase.id");
    } else if (org.find(Kind.TRUNK_BASE, id.asText()) == null) {
      fields.wrong(path + ".trunkBase.id", id, "the id of one of the org's trunk bases");
    }
  }

  private static void write(Org org, Fields fields, String edge, ObjectNode one) {
    String uri = Life.EDGES + "/" + edge;
    one.put("edgeUri", uri);
    fields.copy(one, TEXTS);
    fields.copy(one, FLAGS);
    fields.copy(one, "vlanTagId", "interfaceType", "routes", "addresses");
    fields.copy(one, "ipv4Capabilities", "ipv6Capabilities");
    for (String name : ASSIGNMENTS) {
      ArrayNode list = one.putArray(name);
      fields.object().path(name).forEach(given -> list.add(assignment(org, given)));
    }
    // The models of clients cannot set this one.
    one.put("useForWanInterface", false);
    one.put("currentState", "OK");
    one.put("selfUri", uri + "/logicalinterfaces/" + one.path("id").asText());
  }

  /** A trunk base for one address family, IPv4 when none is given. */
  static ObjectNode assignment(Org org, JsonNode given) {
    ObjectNode assignment = Json.object().put("family", given.path("family").asInt(2));
    String base = given.path("trunkBase").path("id").asText();
    assignment.set("trunkBase", Fields.referenceTo(org, Kind.TRUNK_BASE, base));
    return assignment;
  }
}
