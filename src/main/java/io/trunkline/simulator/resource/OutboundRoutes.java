package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Outbound routes: of one site, and the read-only list over all sites (3.7). */
final class OutboundRoutes {
  private static final String PATH = Sites.PATH + "/{siteId}/outboundroutes";
  private static final String ONE = PATH + "/{outboundRouteId}";
  private static final String ALL = "telephony:plugin:all";

  private final Trunks trunks;

  OutboundRoutes(Trunks trunks) {
    this.trunks = trunks;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of(
                "GET", Life.EDGES + "/outboundroutes", "OutboundRouteEntityListing", this::listAll)
            .does("List the outbound routes of all sites", "3.7")
            .needs(ALL)
            .with("pageSize", "pageNumber", "name", "site.id", "externalTrunkBases.ids", "sortBy"),
        Operation.of("GET", PATH, "OutboundRouteBaseEntityListing", this::list)
            .does("List a site's outbound routes", "3.7")
            .needs(ALL)
            .with("pageSize", "pageNumber", "name", "externalTrunkBases.ids", "sortBy"),
        Operation.of("POST", PATH, "OutboundRouteBase", this::create)
            .takes("OutboundRouteBase")
            .does("Create an outbound route", "3.7")
            .under(
                "names.telephonyDuplicates",
                "names.duplicateStatus",
                "trunks.perCloudEdge",
                "trunks.optionsEnabledStatus",
                "trunks.registersEnabledStatus")
            .needs(ALL),
        Operation.of("GET", ONE, "OutboundRouteBase", this::get)
            .does("Read an outbound route", "3.7")
            .needs(ALL),
        Operation.of("PUT", ONE, "OutboundRouteBase", this::replace)
            .takes("OutboundRouteBase")
            .does("Replace an outbound route; the version may be left out", "3.7, 4.3")
            .under(
                "versions.telephonyStatus",
                "names.telephonyDuplicates",
                "names.duplicateStatus",
                "trunks.perCloudEdge",
                "trunks.optionsEnabledStatus",
                "trunks.registersEnabledStatus")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete an outbound route", "3.7")
            .needs(ALL));
  }

  private Answer listAll(Call call) {
    return Listing.of(call, Kind.OUTBOUND_ROUTE)
        .named()
        .mentioning("site.id")
        .mentioning("externalTrunkBases.ids")
        .sorted()
        .page();
  }

  private Answer list(Call call) {
    String siteId = Life.read(call, Kind.SITE, "siteId").id();
    // The lists of a lagging replica cannot come from the index, which knows the truth only.
    boolean lagging = call.org().consistency().lists() > 0;
    List<Entity> routes =
        lagging
            ? call.org().list(Kind.OUTBOUND_ROUTE)
            : call.org().referrers(Kind.OUTBOUND_ROUTE, siteId).stream()
                .sorted(java.util.Comparator.comparing(Entity::name))
                .toList();
    return Listing.of(call, routes)
        .where(route -> route.references().contains(siteId))
        .named()
        .mentioning("externalTrunkBases.ids")
        .sorted()
        .page(OutboundRoutes::withoutSite);
  }

  private Answer get(Call call) {
    return Answer.ok(withoutSite(ofSite(call, Life.read(call, Kind.OUTBOUND_ROUTE, VARIABLE))));
  }

  private Answer create(Call call) {
    Entity site = Life.find(call, Kind.SITE, "siteId");
    Fields fields = new Fields(call.object());
    checkFields(call, fields);
    fields.check();
    checkName(call, site.id(), "", fields);
    ObjectNode route = Life.born(call, fields);
    write(call, fields, route);
    route.set("site", Fields.referenceTo(call.org(), Kind.SITE, site.id()));
    route.put("managed", false);
    route.put(
        "selfUri", Sites.PATH + "/" + site.id() + "/outboundroutes/" + route.path("id").asText());
    Entity created = call.org().put(Kind.OUTBOUND_ROUTE, route);
    trunks.refresh(call.org(), created.references());
    return Answer.ok(withoutSite(created));
  }

  private Answer replace(Call call) {
    Entity stored = ofSite(call, Life.find(call, Kind.OUTBOUND_ROUTE, VARIABLE));
    Fields fields = new Fields(call.object());
    checkFields(call, fields);
    JsonNode version = fields.get("version");
    if (version != null) {
      Life.checkVersion(call, stored, fields);
    }
    fields.check();
    checkName(call, call.variable("siteId"), stored.id(), fields);
    ObjectNode before = stored.tree();
    ObjectNode route = Life.replaced(call, stored, fields);
    write(call, fields, route);
    route.set("site", before.get("site"));
    route.put("managed", false);
    route.set("selfUri", before.get("selfUri"));
    Entity after = Life.store(call.org(), Kind.OUTBOUND_ROUTE, route);
    TreeSet<String> touched = new TreeSet<>(stored.references());
    touched.addAll(after.references());
    trunks.refresh(call.org(), touched);
    return Answer.ok(withoutSite(after));
  }

  private Answer delete(Call call) {
    Entity route = ofSite(call, Life.find(call, Kind.OUTBOUND_ROUTE, VARIABLE));
    call.org().remove(Kind.OUTBOUND_ROUTE, route.id());
    trunks.refresh(call.org(), route.references());
    return Answer.empty();
  }

  private static final String VARIABLE = "outboundRouteId";

  private static Entity ofSite(Call call, Entity route) {
    if (!route.references().contains(call.variable("siteId"))) {
      throw Refusal.notFound();
    }
    return route;
  }

  private static void checkFields(Call call, Fields fields) {
    fields
        .required("name", "classificationTypes")
        .text("name", "description")
        .integer("version")
        .flag("enabled")
        .texts("classificationTypes")
        .oneOf("distribution", "SEQUENTIAL", "RANDOM")
        .references(call.org(), Kind.TRUNK_BASE, "externalTrunkBases");
    SortedSet<String> known = NumberPlans.classifications(call.org(), call.variable("siteId"));
    JsonNode types = fields.get("classificationTypes");
    if (types != null && types.isArray()) {
      for (JsonNode type : types) {
        if (!known.contains(type.asText())) {
          fields.wrong("classificationTypes", type, "a classification of the site: " + known);
        }
      }
    }
    checkExternal(call, fields);
  }

  private static void checkExternal(Call call, Fields fields) {
    JsonNode bases = fields.get("externalTrunkBases");
    if (bases != null) {
      for (JsonNode reference : bases) {
        Entity base = call.org().find(Kind.TRUNK_BASE, reference.path("id").asText());
        if (base != null && !base.trunkType().equals("EXTERNAL")) {
          fields.wrong("externalTrunkBases", reference, "trunk bases of type EXTERNAL");
        }
      }
    }
  }

  private static void checkName(Call call, String siteId, String id, Fields fields) {
    Life.checkName(
        call,
        Kind.OUTBOUND_ROUTE,
        id,
        fields,
        "OutboundRoute",
        other -> other.references().contains(siteId));
  }

  private static void write(Call call, Fields fields, ObjectNode route) {
    fields.copy(route, "classificationTypes");
    JsonNode enabled = fields.get("enabled");
    route.put("enabled", enabled == null || enabled.asBoolean());
    JsonNode distribution = fields.get("distribution");
    route.put("distribution", distribution == null ? "SEQUENTIAL" : distribution.asText());
    fields.copyReferences(call.org(), Kind.TRUNK_BASE, "externalTrunkBases", route);
  }

  // The per-site model has neither site nor managed; only the list over all sites shows them.
  private static byte[] withoutSite(Entity route) {
    ObjectNode tree = route.tree();
    tree.remove("site");
    tree.remove("managed");
    return Json.bytes(tree);
  }
}
