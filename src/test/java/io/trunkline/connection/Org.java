package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Connection.OutboundRoute;
import java.util.ArrayList;
import java.util.List;

/**
 * An org in memory that connections are provisioned into: it gives ids and versions, makes the
 * automatic route, answers with more than it was sent, and counts writes.
 */
final class Org {
  private final List<ObjectNode> locations = new ArrayList<>();
  private final List<ObjectNode> sites = new ArrayList<>();
  private final List<ObjectNode> trunkBases = new ArrayList<>();
  private final List<ObjectNode> routes = new ArrayList<>();
  private int writes;
  private int ids;

  Org() {
    sites.add(
        (ObjectNode)
            Specs.json("{\"id\":\"m\",\"name\":\"PureCloud Voice - AWS\",\"managed\":true}"));
  }

  int writes() {
    return writes;
  }

  Inventory inventory() {
    return new Inventory(
        List.of(Specs.json("{\"id\":\"byoc\"}")),
        List.copyOf(locations),
        List.copyOf(sites),
        List.copyOf(trunkBases),
        List.copyOf(routes));
  }

  void provision(Connection connection) {
    Reference location =
        ensure(
            DesiredState.location(connection),
            inventory().location(connection.location().name()),
            locations);
    int before = sites.size();
    Reference site =
        ensure(
            DesiredState.site(connection, location, Reference.to(sites.get(0))),
            inventory().site(connection.site().name()),
            sites);
    if (sites.size() > before) {
      automaticRoute(site);
    }
    Reference trunk =
        ensure(
            DesiredState.trunk(connection, site),
            inventory().trunkBase(connection.trunk().name()),
            trunkBases);
    for (OutboundRoute route : connection.outboundRoutes()) {
      int count = routes.size();
      Lookup found = inventory().outboundRoute(site, route.name());
      boolean fresh = found instanceof Lookup.None;
      ensure(DesiredState.outboundRoute(connection, route, trunk, fresh), found, routes);
      if (routes.size() > count) {
        routes.get(count).set("site", site.toJson());
      }
    }
  }

  private Reference ensure(ObjectNode desired, Lookup found, List<ObjectNode> objects) {
    JsonNode actual = found instanceof Lookup.One one ? one.object() : MissingNode.getInstance();
    if (Changes.between(desired, actual).isEmpty()) {
      return Reference.to(actual);
    }
    writes++;
    // Password lookups happen here in earnest; an org answers with stars.
    ObjectNode written =
        (ObjectNode) Secrets.resolve(Changes.merge(desired, actual), reference -> "****");
    if (actual.isMissingNode()) {
      return Reference.to(created(written, objects));
    }
    written.put("version", actual.path("version").asInt() + 1);
    objects.set(objects.indexOf(actual), written);
    return Reference.to(written);
  }

  private ObjectNode created(ObjectNode written, List<ObjectNode> objects) {
    ids++;
    written.put("id", "id-" + ids).put("version", 1).put("state", "active");
    objects.add(written);
    return written;
  }

  private void automaticRoute(Reference site) {
    ObjectNode route =
        (ObjectNode)
            Specs.json(
                """
                {"name":"Default Outbound Route","classificationTypes":["Emergency","National"],
                 "enabled":true,"distribution":"SEQUENTIAL","externalTrunkBases":[]}
                """);
    route.set("site", site.toJson());
    created(route, routes);
  }
}
