package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.List;

/** Edge groups: which trunk bases the edges of a group share (3.9). */
final class EdgeGroups {
  private static final String PATH = Life.EDGES + "/edgegroups";
  private static final String ONE = PATH + "/{edgeGroupId}";
  private static final String VARIABLE = "edgeGroupId";
  private static final String ASSIGNMENT = "edgeTrunkBaseAssignment";
  private static final String ALL = "telephony:plugin:all";

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "EdgeGroupEntityListing", this::list)
            .does("List edge groups", "3.9")
            .needs(ALL)
            .with("pageSize", "pageNumber", "name", "sortBy", "managed"),
        Operation.of("POST", PATH, "EdgeGroup", this::create)
            .takes("EdgeGroup")
            .does("Create an edge group", "3.9")
            .under("names.telephonyDuplicates", "names.duplicateStatus")
            .needs(ALL),
        Operation.of("GET", ONE, "EdgeGroup", this::get)
            .does("Read an edge group", "3.9")
            .needs(ALL),
        Operation.of("PUT", ONE, "EdgeGroup", this::replace)
            .takes("EdgeGroup")
            .does("Replace an edge group", "3.9, 4.3")
            .under(
                "versions.telephonyStatus",
                "versions.required",
                "names.telephonyDuplicates",
                "names.duplicateStatus")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete an edge group that has no edges", "3.9")
            .under("inUse.edgeGroupStatus")
            .needs(ALL));
  }

  private Answer list(Call call) {
    return Listing.of(call, call.org().list(Kind.EDGE_GROUP)).named().managed().sorted().page();
  }

  private Answer get(Call call) {
    return Answer.ok(Life.read(call, Kind.EDGE_GROUP, VARIABLE).json());
  }

  private Answer create(Call call) {
    Fields fields = new Fields(call.object());
    checkFields(call, "", fields);
    ObjectNode group = Life.born(call, fields);
    write(call.org(), fields, group);
    group.put("selfUri", PATH + "/" + group.path("id").asText());
    return Answer.ok(call.org().put(Kind.EDGE_GROUP, group).json());
  }

  private Answer replace(Call call) {
    Entity before = Life.unmanaged(call, Kind.EDGE_GROUP, VARIABLE, "Edge group");
    Fields fields = new Fields(call.object());
    Life.checkVersion(call, before, fields);
    checkFields(call, before.id(), fields);
    ObjectNode group = Life.replaced(call, before, fields);
    write(call.org(), fields, group);
    group.put("selfUri", PATH + "/" + before.id());
    return Answer.ok(Life.store(call.org(), Kind.EDGE_GROUP, group).json());
  }

  private Answer delete(Call call) {
    Org org = call.org();
    Entity group = Life.unmanaged(call, Kind.EDGE_GROUP, VARIABLE, "Edge group");
    if (!org.referrers(Kind.EDGE, group.id()).isEmpty()) {
      throw Refusal.conflict(
          (int) org.settings().number("inUse.edgeGroupStatus"),
          "Edge group '" + group.name() + "' is in use by edges.");
    }
    org.remove(Kind.EDGE_GROUP, group.id());
    return Answer.empty();
  }

  private static void checkFields(Call call, String id, Fields fields) {
    fields
        .required("name", ASSIGNMENT + ".trunkBase", "phoneTrunkBases")
        .text("name", "description")
        .integer("version", ASSIGNMENT + ".family")
        .flag("hybrid")
        .reference(call.org(), Kind.TRUNK_BASE, ASSIGNMENT + ".trunkBase")
        .references(call.org(), Kind.TRUNK_BASE, "phoneTrunkBases")
        .check();
    Life.checkName(call, Kind.EDGE_GROUP, id, fields, "Edge group", other -> true);
  }

  private static void write(Org org, Fields fields, ObjectNode group) {
    group.put("managed", false);
    group.put("hybrid", fields.get("hybrid") != null && fields.get("hybrid").asBoolean());
    group.set(ASSIGNMENT, LogicalInterfaces.assignment(org, fields.object().path(ASSIGNMENT)));
    fields.copyReferences(org, Kind.TRUNK_BASE, "phoneTrunkBases", group);
  }
}
