package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** A fresh organization with BYOC Cloud, as Genesys hands it over (3.4, 7.1 item 8). */
final class Seed {
  private static final String SITE = "PureCloud Voice - AWS";
  private static final String GROUP = "PureCloud Voice";

  private final Metabases metabases;

  Seed(Metabases metabases) {
    this.metabases = metabases;
  }

  void plant(Org org) {
    ObjectNode location = location(org);
    org.put(Kind.LOCATION, location);
    ObjectNode site = site(org, location);
    org.put(Kind.SITE, site);
    NumberPlans.addDefaults(org, site.path("id").asText());
    ObjectNode trunkBase = trunkBase(org, "PureCloud Voice - AWS", "external_sip_pcv_aws.json");
    ObjectNode phoneBase =
        trunkBase(org, "Cloud Proxy Tie TrunkBase for EdgeGroup", "tie_cloud_proxy.json");
    ObjectNode webrtc = trunkBase(org, "PureCloud Voice - WebRTC", "phone_connections_webrtc.json");
    org.put(Kind.TRUNK_BASE, trunkBase);
    org.put(Kind.TRUNK_BASE, phoneBase);
    org.put(Kind.TRUNK_BASE, webrtc);
    ObjectNode group = edgeGroup(org, phoneBase, webrtc);
    org.put(Kind.EDGE_GROUP, group);
    for (int i = 1; i <= 2; i++) {
      org.put(Kind.EDGE, edge(org, i, site, group));
    }
    org.put(Kind.ORGANIZATION, organization(org, site));
  }

  private static ObjectNode organization(Org org, ObjectNode site) {
    ObjectNode organization = Json.object().put("id", id(org, "organization"));
    organization.put("name", "Simulated Org " + org.name());
    organization.put("defaultLanguage", "en-us").put("defaultCountryCode", "US");
    organization.put("thirdPartyOrgName", org.name().replaceAll("[^A-Za-z0-9]", ""));
    organization.put("domain", org.name().replaceAll("[^A-Za-z0-9-]", "-") + ".example");
    organization.put("version", 1).put("state", "active");
    organization.put("defaultSiteId", site.path("id").asText());
    organization.put("voicemailEnabled", false).put("productPlatform", "PureCloud");
    organization.put("selfUri", "/api/v2/organizations/me");
    organization.putObject("features").put("telephony", true);
    return organization;
  }

  private static ObjectNode location(Org org) {
    String id = id(org, "location");
    ObjectNode location = Json.object().put("id", id).put("name", "Default PCV Location");
    location
        .putObject("address")
        .put("city", "Indianapolis")
        .put("country", "US")
        .put("countryName", "United States")
        .put("state", "IN")
        .put("street1", "7601 Interactive Way")
        .put("zipcode", "46278");
    location
        .putObject("emergencyNumber")
        .put("e164", "+13178723000")
        .put("number", "+1 317 872 3000")
        .put("type", "default");
    location.put("state", "active").put("version", 1).putArray("path");
    location.put("addressVerified", false).put("addressStored", false);
    return location.put("selfUri", "/api/v2/locations/" + id);
  }

  private static ObjectNode site(Org org, ObjectNode location) {
    String id = id(org, "site");
    ObjectNode site = born(org, id, SITE);
    site.putArray("primarySites");
    site.putArray("secondarySites");
    site.set("location", reference(location));
    site.put("managed", true).put("mediaModel", "Cloud");
    site.putArray("mediaRegions").add(org.settings().text("region.home"));
    return site.put("selfUri", Sites.PATH + "/" + id);
  }

  private ObjectNode trunkBase(Org org, String name, String metabaseId) {
    Metabases.Metabase metabase = Objects.requireNonNull(metabases.find(metabaseId));
    String id = id(org, metabaseId);
    ObjectNode base = born(org, id, name);
    base.set("trunkMetabase", TrunkBases.reference(metabase));
    base.putObject("properties");
    base.put("trunkType", metabase.trunkType()).put("managed", true);
    return base.put("selfUri", TrunkBases.PATH + "/" + id);
  }

  private static ObjectNode edgeGroup(Org org, ObjectNode edgeBase, ObjectNode phoneBase) {
    String id = id(org, "edge group");
    ObjectNode group = born(org, id, GROUP);
    group.put("managed", true).put("hybrid", false);
    ObjectNode assignment = group.putObject("edgeTrunkBaseAssignment").put("family", 2);
    assignment.set("trunkBase", reference(edgeBase));
    ArrayNode phones = group.putArray("phoneTrunkBases");
    phones.add(reference(phoneBase));
    return group.put("selfUri", Life.EDGES + "/edgegroups/" + id);
  }

  private static ObjectNode edge(Org org, int number, ObjectNode site, ObjectNode group) {
    String id = id(org, "edge " + number);
    String hex = id.replace("-", "").substring(0, 17);
    ObjectNode edge = born(org, id, "virtual-edge-i-" + hex);
    edge.set("edgeGroup", reference(group));
    edge.set("site", reference(site));
    edge.put("statusCode", "ACTIVE").put("onlineStatus", "ONLINE");
    edge.put("edgeDeploymentType", "CDM").put("managed", true).put("physicalEdge", false);
    edge.put("callDrainingState", "NONE").put("conversationCount", 0);
    return edge.put("selfUri", Life.EDGES + "/" + id);
  }

  private static ObjectNode born(Org org, String id, String name) {
    String now = Json.date(org.now());
    ObjectNode tree = Json.object().put("id", id).put("name", name).put("version", 1);
    return tree.put("dateCreated", now).put("dateModified", now).put("state", "active");
  }

  private static ObjectNode reference(ObjectNode entity) {
    ObjectNode reference = Json.object();
    reference.set("id", entity.get("id"));
    reference.set("name", entity.get("name"));
    reference.set("selfUri", entity.get("selfUri"));
    return reference;
  }

  // The same organization has the same ids after every reset.
  private static String id(Org org, String what) {
    return UUID.nameUUIDFromBytes((org.name() + "/" + what).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
