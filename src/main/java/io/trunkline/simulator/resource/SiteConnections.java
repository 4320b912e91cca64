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
import java.util.List;

/** How a site is connected to other sites (3.4). */
final class SiteConnections {
  private static final String PATH = Sites.PATH + "/{siteId}/siteconnections";
  private static final String ALL = "telephony:plugin:all";

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "SiteConnections", this::get)
            .does("Read a site's connections", "3.4")
            .needs(ALL, "telephony:sites:view"),
        Operation.of("PUT", PATH, "SiteConnections", this::replace)
            .takes("SiteConnections")
            .does("Replace a site's connections", "3.4")
            .needs(ALL),
        Operation.of("PATCH", PATH, "SiteConnections", this::disable)
            .takes("DisableSiteConnectionsRequest")
            .does("Disable a site's connections", "3.4")
            .needs(ALL));
  }

  private Answer get(Call call) {
    return Answer.ok(shown(Life.read(call, Kind.SITE, "siteId")));
  }

  private Answer replace(Call call) {
    Entity site = Life.find(call, Kind.SITE, "siteId");
    Fields fields = new Fields(call.object());
    fields.list("siteConnections").references(call.org(), Kind.SITE, "siteConnections");
    fields.check();
    ArrayNode connections = Json.MAPPER.createArrayNode();
    JsonNode given = fields.get("siteConnections");
    if (given != null) {
      for (JsonNode connection : given) {
        connections.add(connection(call, (ObjectNode) connection));
      }
    }
    return store(call, site, connections);
  }

  private Answer disable(Call call) {
    Entity site = Life.find(call, Kind.SITE, "siteId");
    Fields fields = new Fields(call.object());
    fields.flag("enabled").check();
    boolean enabled = call.object().path("enabled").asBoolean();
    ArrayNode connections = site.tree().withArrayProperty("siteConnections");
    connections.forEach(connection -> ((ObjectNode) connection).put("enabled", enabled));
    return store(call, site, connections);
  }

  private static Answer store(Call call, Entity site, ArrayNode connections) {
    ObjectNode tree = site.tree();
    tree.set("siteConnections", connections);
    tree.put("version", site.version() + 1).put("dateModified", Json.date(call.org().now()));
    return Answer.ok(shown(call.org().put(Kind.SITE, tree)));
  }

  private static ObjectNode connection(Call call, ObjectNode given) {
    Fields fields = new Fields(given);
    fields.oneOf("type", "Direct", "Indirect", "CloudProxy").flag("enabled").check();
    ObjectNode connection = Fields.referenceTo(call.org(), Kind.SITE, given.path("id").asText());
    fields.copy(connection, "type", "enabled", "mediaModel", "coreSite");
    connection.putArray("edgeList");
    connection.putArray("primaryCoreSites");
    connection.putArray("secondaryCoreSites");
    return connection;
  }

  private static ObjectNode shown(Entity site) {
    ObjectNode shown = Json.object().put("id", site.id()).put("name", site.name());
    shown.set("siteConnections", site.tree().withArrayProperty("siteConnections"));
    return shown.put("selfUri", Sites.PATH + "/" + site.id() + "/siteconnections");
  }
}
