package io.trunkline.simulator.resource;

import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Kind;
import java.util.List;

/** Logical interfaces of premises edges, for reading; a fresh organization has none (3.9). */
final class LogicalInterfaces {
  private static final String OF_EDGE = Life.EDGES + "/{edgeId}/logicalinterfaces";
  private static final String ALL = "telephony:plugin:all";

  List<Operation> operations() {
    String listing = "LogicalInterfaceEntityListing";
    return List.of(
        Operation.of("GET", Life.EDGES + "/logicalinterfaces", listing, this::list)
            .does("List the logical interfaces of several edges", "3.9")
            .needs(ALL)
            .with("edgeIds"),
        Operation.of("GET", OF_EDGE, listing, this::ofEdge)
            .does("List the logical interfaces of an edge", "3.9")
            .needs(ALL),
        Operation.of("GET", OF_EDGE + "/{interfaceId}", "DomainLogicalInterface", this::get)
            .does("Read a logical interface", "3.9")
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
    Entity found = Life.read(call, Kind.LOGICAL_INTERFACE, "interfaceId");
    if (!found.references().contains(call.variable("edgeId"))) {
      throw Refusal.notFound();
    }
    return Answer.ok(found.json());
  }
}
