package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;

/**
 * What the platform adds to a new site by itself, some time after the answer: number plans, and for
 * a cloud site the {@code Default Outbound Route} (3.4, 3.5). What is still due is stored, so that
 * it happens after a restart too.
 */
final class SiteSideEffects {
  static final String DEFAULT_ROUTE = "Default Outbound Route";

  /** Stores what is due and does it when its time has come. */
  void begin(Org org, Entity site) {
    long delay = org.consistency().sideEffects();
    if (delay <= 0) {
      happen(org, site.id());
      return;
    }
    ObjectNode due = Json.object().put("id", site.id()).put("dueAt", org.now() + delay);
    schedule(org, org.put(Kind.SIDE_EFFECT, due));
  }

  /** Takes up what was due when the last process ended. */
  void resume(Org org) {
    org.all(Kind.SIDE_EFFECT).forEach(due -> schedule(org, due));
  }

  private void schedule(Org org, Entity due) {
    long delay = due.tree().path("dueAt").asLong() - org.now();
    org.scheduler()
        .after(
            delay,
            () -> {
              if (org.find(Kind.SIDE_EFFECT, due.id()) != null) {
                org.remove(Kind.SIDE_EFFECT, due.id());
                happen(org, due.id());
                org.commit();
              }
            });
  }

  private static void happen(Org org, String siteId) {
    Entity site = org.find(Kind.SITE, siteId);
    if (site == null) {
      return;
    }
    if (org.find(Kind.NUMBER_PLANS, siteId) == null) {
      NumberPlans.addDefaults(org, siteId);
    }
    boolean cloud = site.tree().path("mediaModel").asText().equals("Cloud");
    boolean exists =
        org.referrers(Kind.OUTBOUND_ROUTE, siteId).stream()
            .anyMatch(route -> route.name().equals(DEFAULT_ROUTE));
    if (cloud && !exists) {
      org.put(Kind.OUTBOUND_ROUTE, defaultRoute(org, site));
    }
  }

  private static ObjectNode defaultRoute(Org org, Entity site) {
    String id = org.newId();
    String now = Json.date(org.now());
    ObjectNode route = Json.object();
    route.put("id", id).put("name", DEFAULT_ROUTE).put("version", 1);
    route.put("dateCreated", now).put("dateModified", now).put("state", "active");
    ArrayNode classifications = route.putArray("classificationTypes");
    classifications.add("Emergency").add("International").add("National").add("Network");
    route.put("enabled", true).put("distribution", "SEQUENTIAL");
    route.putArray("externalTrunkBases");
    route.set("site", Fields.referenceTo(org, Kind.SITE, site.id()));
    route.put("managed", false);
    route.put("selfUri", Sites.PATH + "/" + site.id() + "/outboundroutes/" + id);
    return route;
  }
}
