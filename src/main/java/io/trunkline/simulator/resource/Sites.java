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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Sites: create, change and delete, with what the platform adds by itself (3.4). */
final class Sites {
  static final String PATH = Life.EDGES + "/sites";
  private static final String ONE = PATH + "/{siteId}";
  private static final String ALL = "telephony:plugin:all";
  private static final String VIEW = "telephony:sites:view";

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");

  private final SiteSideEffects sideEffects;

  Sites(SiteSideEffects sideEffects) {
    this.sideEffects = sideEffects;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "SiteEntityListing", this::list)
            .does("List sites", "3.4")
            .with(
                "pageSize", "pageNumber", "sortBy", "sortOrder", "name", "location.id", "managed"),
        Operation.of("POST", PATH, "Site", this::create)
            .takes("Site")
            .does("Create a site; number plans and default route follow", "3.4, 3.5")
            .under(
                "sideEffectDelayMs",
                "names.telephonyDuplicates",
                "names.duplicateStatus",
                "region.home")
            .needs(ALL),
        Operation.of("GET", ONE, "Site", this::get).does("Read a site", "3.4").needs(ALL, VIEW),
        Operation.of("PUT", ONE, "Site", this::replace)
            .takes("Site")
            .does("Replace a site", "3.4, 4.3")
            .under(
                "versions.telephonyStatus",
                "versions.required",
                "names.telephonyDuplicates",
                "names.duplicateStatus")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete a site that nothing hangs on", "3.4")
            .under("inUse.siteStatus")
            .needs(ALL));
  }

  private Answer list(Call call) {
    return Listing.of(call, Kind.SITE).managed().named().mentioning("location.id").sorted().page();
  }

  private Answer get(Call call) {
    return Answer.ok(Life.read(call, Kind.SITE, "siteId").json());
  }

  private Answer create(Call call) {
    Fields fields = new Fields(call.object());
    checkFields(call.org(), fields);
    fields.check();
    Life.checkName(call, Kind.SITE, "", fields, "Site", any -> true);
    ObjectNode site = Life.born(call, fields);
    write(call.org(), fields, site);
    site.put("managed", false);
    site.put("selfUri", PATH + "/" + site.path("id").asText());
    Entity created = call.org().put(Kind.SITE, site);
    sideEffects.begin(call.org(), created);
    return Answer.ok(created.json());
  }

  private Answer replace(Call call) {
    Entity stored = Life.find(call, Kind.SITE, "siteId");
    Fields fields = new Fields(call.object());
    checkFields(call.org(), fields);
    ObjectNode before = stored.tree();
    JsonNode model = fields.get("mediaModel");
    if (model != null && !model.equals(before.path("mediaModel"))) {
      fields.wrong("mediaModel", model, "left as it is; a site cannot change its media model");
    }
    Life.checkVersion(call, stored, fields);
    fields.check();
    Life.checkName(call, Kind.SITE, stored.id(), fields, "Site", any -> true);
    ObjectNode site = Life.replaced(call, stored, fields);
    write(call.org(), fields, site);
    site.set("mediaModel", before.path("mediaModel"));
    if (!site.has("siteConnections") && before.has("siteConnections")) {
      site.set("siteConnections", before.get("siteConnections"));
    }
    site.put("managed", stored.managed());
    site.set("selfUri", before.get("selfUri"));
    return Answer.ok(Life.store(call.org(), Kind.SITE, site).json());
  }

  private Answer delete(Call call) {
    Org org = call.org();
    Entity site = Life.find(call, Kind.SITE, "siteId");
    String reason = reasonToKeep(org, site);
    if (!reason.isEmpty()) {
      throw Refusal.conflict(
          (int) org.settings().number("inUse.siteStatus"),
          "Site '" + site.name() + "' cannot be deleted: " + reason + ".");
    }
    for (Entity route : org.referrers(Kind.OUTBOUND_ROUTE, site.id())) {
      org.remove(Kind.OUTBOUND_ROUTE, route.id());
    }
    for (Kind kind : List.of(Kind.NUMBER_PLANS, Kind.SIDE_EFFECT, Kind.SITE)) {
      org.remove(kind, site.id());
    }
    return Answer.empty();
  }

  private static String reasonToKeep(Org org, Entity site) {
    if (site.managed()) {
      return "it is managed by Genesys";
    }
    for (Entity organization : org.all(Kind.ORGANIZATION)) {
      if (site.id().equals(organization.tree().path("defaultSiteId").asText())) {
        return "it is the organization's default site";
      }
    }
    for (Kind kind : List.of(Kind.TRUNK_BASE, Kind.EDGE)) {
      if (!org.referrers(kind, site.id()).isEmpty()) {
        return "it is used by " + kind.word();
      }
    }
    if (org.referrers(Kind.SITE, site.id()).stream().anyMatch(by -> !by.id().equals(site.id()))) {
      return "other sites have it as primary or secondary site";
    }
    for (Entity route : org.referrers(Kind.OUTBOUND_ROUTE, site.id())) {
      boolean untouched =
          route.name().equals(SiteSideEffects.DEFAULT_ROUTE)
              && route.tree().path("externalTrunkBases").isEmpty();
      if (!untouched) {
        return "outbound route '" + route.name() + "' hangs on it";
      }
    }
    return "";
  }

  private static void checkFields(Org org, Fields fields) {
    fields
        .required("name", "location")
        .text("name", "description", "callerName")
        .integer("version")
        .flag("mediaRegionsUseLatencyBased", "cloudProxyForceTurn", "coreSite")
        .texts("mediaRegions", "ntpSettings.servers")
        .oneOf("mediaModel", "Premises", "Cloud")
        .reference(org, Kind.LOCATION, "location")
        .references(org, Kind.SITE, "primarySites")
        .references(org, Kind.SITE, "secondarySites")
        .e164("callerId");
    if (fields.get("edgeAutoUpdateConfig") != null) {
      checkUpdateWindow(fields);
    }
    checkRegions(org, fields);
  }

  private static void checkUpdateWindow(Fields fields) {
    String config = "edgeAutoUpdateConfig.";
    fields
        .required(config + "timeZone", config + "rrule", config + "start", config + "end")
        .matches(config + "timeZone", "an IANA time zone", Sites::isZone)
        .matches(
            config + "rrule",
            "FREQ=DAILY or FREQ=WEEKLY;BYDAY=... with days of MO,TU,WE,TH,FR,SA,SU",
            rule ->
                rule.matches(
                    "FREQ=DAILY|FREQ=WEEKLY;BYDAY=(MO|TU|WE|TH|FR|SA|SU)"
                        + "(,(MO|TU|WE|TH|FR|SA|SU))*"));
    JsonNode start = fields.get(config + "start");
    JsonNode end = fields.get(config + "end");
    if (start != null && end != null) {
      try {
        Duration window =
            Duration.between(
                LocalDateTime.parse(start.asText()), LocalDateTime.parse(end.asText()));
        if (window.toMinutes() < 120) {
          fields.wrong(config + "end", end, "at least two hours after start");
        }
      } catch (DateTimeParseException e) {
        fields.wrong(config + "start", start, "a local time without zone, like end");
      }
    }
  }

  private static void checkRegions(Org org, Fields fields) {
    List<String> known = MediaRegions.all(org.settings());
    JsonNode regions = fields.get("mediaRegions");
    if (regions != null && regions.isArray()) {
      for (JsonNode region : regions) {
        if (!known.contains(region.asText())) {
          fields.wrong("mediaRegions", region, "one of " + known);
        }
      }
    }
  }

  private static void write(Org org, Fields fields, ObjectNode site) {
    fields.copyReferences(org, Kind.SITE, "primarySites", site);
    fields.copyReferences(org, Kind.SITE, "secondarySites", site);
    fields.copy(site, "addresses", "mediaRegionsUseLatencyBased");
    if (fields.get("edgeAutoUpdateConfig") instanceof ObjectNode window) {
      site.set("edgeAutoUpdateConfig", updateWindow(window));
    }
    fields.copyReference(org, Kind.LOCATION, "location", site);
    fields.copy(site, "ntpSettings", "coreSite", "siteConnections", "callerId", "callerName");
    fields.copy(site, "cloudProxyForceTurn");
    JsonNode model = fields.get("mediaModel");
    site.put("mediaModel", model == null ? "Premises" : model.asText());
    String home = org.settings().text("region.home");
    ArrayNode regions = site.putArray("mediaRegions");
    JsonNode given = fields.get("mediaRegions");
    boolean homeGiven = false;
    if (given != null) {
      for (JsonNode region : given) {
        homeGiven |= region.asText().equals(home);
        regions.add(region.asText());
      }
    }
    if (!homeGiven) {
      regions.insert(0, home);
    }
  }

  // Terraform sends six fraction digits; what is read back always has three (2.7).
  private static ObjectNode updateWindow(ObjectNode given) {
    ObjectNode window = Json.object();
    new Fields(given).copy(window, "timeZone", "rrule");
    for (String end : List.of("start", "end")) {
      window.put(end, LOCAL.format(LocalDateTime.parse(given.path(end).asText())));
    }
    return window;
  }

  private static boolean isZone(String zone) {
    try {
      return ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId());
    } catch (DateTimeException e) {
      return false;
    }
  }
}
