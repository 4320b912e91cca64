package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Edges (3.9). Cloud edges are there and are managed by Genesys; premises edges are made, changed
 * and deleted. Pairing and software updates are not simulated: what a paired edge reports is set by
 * the control path.
 */
final class Edges {
  private static final String ONE = Life.EDGES + "/{edgeId}";
  private static final String VARIABLE = "edgeId";
  private static final String ALL = "telephony:plugin:all";

  private final Trunks trunks;

  Edges(Trunks trunks) {
    this.trunks = trunks;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", Life.EDGES, "EdgeEntityListing", this::list)
            .does("List edges", "3.9")
            .needs(ALL)
            .with(
                "pageSize",
                "pageNumber",
                "name",
                "site.id",
                "edgeGroup.id",
                "sortBy",
                "managed",
                "showCloudMedia"),
        Operation.of("POST", Life.EDGES, "Edge", this::create)
            .takes("Edge")
            .does("Create a premises edge", "3.9")
            .under("edges.newStatus", "names.telephonyDuplicates", "names.duplicateStatus")
            .needs(ALL),
        Operation.of("GET", ONE, "Edge", this::get).does("Read an edge", "3.9").needs(ALL),
        Operation.of("PUT", ONE, "Edge", this::replace)
            .takes("Edge")
            .does("Replace a premises edge; what it reports stays", "3.9, 4.3")
            .under(
                "versions.telephonyStatus",
                "versions.required",
                "names.telephonyDuplicates",
                "names.duplicateStatus")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete a premises edge with its logical interfaces", "3.9")
            .needs(ALL));
  }

  private Answer list(Call call) {
    Boolean cloud = call.flag("showCloudMedia");
    return Listing.of(call, call.org().list(Kind.EDGE))
        .named()
        .managed()
        .mentioning("site.id")
        .mentioning("edgeGroup.id")
        .where(edge -> !Boolean.FALSE.equals(cloud) || !edge.managed())
        .sorted()
        .page();
  }

  private Answer get(Call call) {
    return Answer.ok(Life.read(call, Kind.EDGE, VARIABLE).json());
  }

  private Answer create(Call call) {
    Org org = call.org();
    Fields fields = new Fields(call.object());
    checkFields(call, "", fields);
    ObjectNode edge = Life.born(call, fields);
    write(org, fields, edge);
    String status = org.settings().text("edges.newStatus");
    edge.put("statusCode", status);
    edge.put("onlineStatus", status.equals("ACTIVE") ? "ONLINE" : "OFFLINE");
    edge.put("callDrainingState", "NONE").put("conversationCount", 0);
    edge.put("selfUri", Life.EDGES + "/" + edge.path("id").asText());
    return Answer.ok(org.put(Kind.EDGE, edge).json());
  }

  private Answer replace(Call call) {
    Org org = call.org();
    Entity before = Life.unmanaged(call, Kind.EDGE, VARIABLE, "Edge");
    Fields fields = new Fields(call.object());
    Life.checkVersion(call, before, fields);
    checkFields(call, before.id(), fields);
    ObjectNode edge = Life.replaced(call, before, fields);
    write(org, fields, edge);
    Fields old = new Fields(before.tree());
    old.copy(edge, "statusCode", "onlineStatus", "callDrainingState", "conversationCount");
    old.copy(edge, "fingerprint", "pairingId", "softwareVersion", "fullSoftwareVersion");
    edge.put("selfUri", Life.EDGES + "/" + before.id());
    return Answer.ok(Life.store(org, Kind.EDGE, edge).json());
  }

  private Answer delete(Call call) {
    Org org = call.org();
    Entity edge = Life.unmanaged(call, Kind.EDGE, VARIABLE, "Edge");
    Set<String> assigned = new HashSet<>();
    for (Entity one : org.referrers(Kind.LOGICAL_INTERFACE, edge.id())) {
      assigned.addAll(one.references());
      org.remove(Kind.LOGICAL_INTERFACE, one.id());
    }
    trunks.refresh(org, assigned);
    org.remove(Kind.EDGE, edge.id());
    return Answer.empty();
  }

  private static void checkFields(Call call, String id, Fields fields) {
    fields
        .required("name")
        .text("name", "description", "make", "model", "serialNumber", "proxy", "fingerprintHint")
        .integer("version")
        .flag("physicalEdge")
        .oneOf("edgeDeploymentType", "HARDWARE", "LDM", "CDM", "CHS")
        .reference(call.org(), Kind.SITE, "site")
        .reference(call.org(), Kind.EDGE_GROUP, "edgeGroup")
        .check();
    Life.checkName(call, Kind.EDGE, id, fields, "Edge", other -> true);
  }

  private static void write(Org org, Fields fields, ObjectNode edge) {
    fields.copy(edge, "make", "model", "apiVersion", "serialNumber", "proxy", "fingerprintHint");
    fields.copy(edge, "edgeDeploymentType", "osName", "patch");
    fields.copyReference(org, Kind.SITE, "site", edge);
    fields.copyReference(org, Kind.EDGE_GROUP, "edgeGroup", edge);
    boolean physical = fields.get("physicalEdge") == null || fields.get("physicalEdge").asBoolean();
    edge.put("managed", false).put("physicalEdge", physical);
  }
}
