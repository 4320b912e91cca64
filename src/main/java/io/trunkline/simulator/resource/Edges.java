package io.trunkline.simulator.resource;

import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Kind;
import java.util.List;

/** Edges and edge groups, as far as clients read them (3.9). */
final class Edges {
  private static final String GROUPS = Life.EDGES + "/edgegroups";
  private static final String ALL = "telephony:plugin:all";

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
        Operation.of("GET", Life.EDGES + "/{edgeId}", "Edge", this::get)
            .does("Read an edge", "3.9")
            .needs(ALL),
        Operation.of("GET", GROUPS, "EdgeGroupEntityListing", this::listGroups)
            .does("List edge groups", "3.9")
            .needs(ALL)
            .with("pageSize", "pageNumber", "name", "sortBy", "managed"),
        Operation.of("GET", GROUPS + "/{edgeGroupId}", "EdgeGroup", this::getGroup)
            .does("Read an edge group", "3.9")
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
    return Answer.ok(Life.read(call, Kind.EDGE, "edgeId").json());
  }

  private Answer listGroups(Call call) {
    return Listing.of(call, call.org().list(Kind.EDGE_GROUP)).named().managed().sorted().page();
  }

  private Answer getGroup(Call call) {
    return Answer.ok(Life.read(call, Kind.EDGE_GROUP, "edgeGroupId").json());
  }
}
