package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A site's number plans: bare arrays, replaced as a whole (3.5). */
final class NumberPlans {
  private static final String PATH = Sites.PATH + "/{siteId}/numberplans";
  private static final String ALL = "telephony:plugin:all";
  private static final int MOST = 200;
  private static final JsonNode DEFAULTS = Json.resource("number-plans.json");

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "NumberPlan[]", this::list)
            .does("List a site's number plans", "3.5")
            .needs(ALL),
        Operation.of("PUT", PATH, "NumberPlan[]", this::replace)
            .takes("NumberPlan[]")
            .does("Replace a site's number plans, 200 at most", "3.5")
            .under("sideEffectDelayMs")
            .needs(ALL),
        Operation.of("GET", PATH + "/classifications", "string[]", this::classifications)
            .does("Classifications that the site's plans give", "3.5")
            .needs(ALL)
            .with("classification"),
        Operation.of("GET", PATH + "/{numberPlanId}", "NumberPlan", this::get)
            .does("Read a number plan", "3.5")
            .needs(ALL));
  }

  /** Gives a new site the plans that the platform makes. */
  static void addDefaults(Org org, String siteId) {
    ArrayNode plans = Json.MAPPER.createArrayNode();
    for (JsonNode plan : DEFAULTS) {
      plans.add(born(org, siteId, (ObjectNode) plan, plans.size() + 1));
    }
    put(org, siteId, plans);
  }

  private Answer list(Call call) {
    Life.read(call, Kind.SITE, "siteId");
    return Answer.ok(plans(call));
  }

  private Answer get(Call call) {
    for (JsonNode plan : plans(call)) {
      if (plan.path("id").asText().equals(call.variable("numberPlanId"))) {
        return Answer.ok(plan);
      }
    }
    throw Refusal.notFound();
  }

  private Answer classifications(Call call) {
    Life.read(call, Kind.SITE, "siteId");
    String wanted = call.parameter("classification");
    TreeSet<String> found = new TreeSet<>(classifications(call.org(), call.variable("siteId")));
    ArrayNode answer = Json.MAPPER.createArrayNode();
    found.stream().filter(one -> wanted == null || one.equals(wanted)).forEach(answer::add);
    return Answer.ok(answer);
  }

  private Answer replace(Call call) {
    Entity site = Life.find(call, Kind.SITE, "siteId");
    if (!(call.body() instanceof ArrayNode given)) {
      throw new Refusal(
          ErrorBody.of(400, "bad.request", "The request body must be an array of number plans."));
    }
    if (given.size() > MOST) {
      throw Refusal.invalid("numberplans", "A site has at most " + MOST + " number plans.");
    }
    if (call.org().find(Kind.SIDE_EFFECT, site.id()) != null) {
      throw Refusal.invalid("numberplans", "The site's number plans are not ready yet.");
    }
    given.forEach(plan -> check(plan));
    put(call.org(), site.id(), replaced(call, site.id(), given));
    return Answer.ok(plans(call));
  }

  /** Names of the classifications of a site. */
  static SortedSet<String> classifications(Org org, String siteId) {
    TreeSet<String> names = new TreeSet<>();
    Entity stored = org.find(Kind.NUMBER_PLANS, siteId);
    if (stored != null) {
      stored.tree().path("plans").forEach(plan -> names.add(plan.path("classification").asText()));
    }
    return names;
  }

  private static ArrayNode replaced(Call call, String siteId, ArrayNode given) {
    Map<String, JsonNode> before = new HashMap<>();
    plans(call).forEach(plan -> before.put(plan.path("id").asText(), plan));
    ArrayNode after = Json.MAPPER.createArrayNode();
    for (JsonNode item : given) {
      ObjectNode plan = born(call.org(), siteId, (ObjectNode) item, after.size() + 1);
      JsonNode old = before.get(item.path("id").asText());
      if (old != null) {
        plan.set("id", old.get("id"));
        plan.put("version", old.path("version").asInt() + 1);
        plan.set("dateCreated", old.get("dateCreated"));
        plan.put("selfUri", selfUri(siteId, old.path("id").asText()));
      }
      after.add(plan);
    }
    return after;
  }

  private static void check(JsonNode item) {
    if (!(item instanceof ObjectNode plan)) {
      throw Refusal.invalid("numberplans", "A number plan must be an object.");
    }
    Fields fields = new Fields(plan);
    fields
        .required("name", "classification", "matchType")
        .text("name", "match", "normalizedFormat", "classification")
        .integer("priority")
        .list("numbers")
        .object("digitLength")
        .oneOf(
            "matchType",
            "digitLength",
            "e164NumberList",
            "interCountryCode",
            "intraCountryCode",
            "numberList",
            "regex");
    String type = plan.path("matchType").asText();
    if (type.equals("regex")) {
      fields.required("match", "normalizedFormat");
    } else if (type.endsWith("umberList")) {
      fields.required("numbers");
    } else if (type.equals("digitLength")) {
      fields.required("digitLength");
    }
    fields.check();
  }

  private static ObjectNode born(Org org, String siteId, ObjectNode given, int priority) {
    String id = org.newId();
    String now = Json.date(org.now());
    ObjectNode plan = Json.object().put("id", id);
    Fields fields = new Fields(given);
    fields.copy(plan, "name", "description");
    plan.put("version", 1).put("dateCreated", now).put("dateModified", now);
    plan.put("state", "active");
    fields.copy(plan, "match", "normalizedFormat");
    plan.put("priority", given.path("priority").asInt(priority));
    plan.set("numbers", given.path("numbers").isArray() ? given.get("numbers") : plan.arrayNode());
    fields.copy(plan, "digitLength", "classification", "matchType");
    return plan.put("selfUri", selfUri(siteId, id));
  }

  private static ArrayNode plans(Call call) {
    Entity stored = call.org().read(Kind.NUMBER_PLANS, call.variable("siteId"));
    return stored == null ? Json.MAPPER.createArrayNode() : (ArrayNode) stored.tree().path("plans");
  }

  /** Gives a site exactly these plans. */
  static void put(Org org, String siteId, ArrayNode plans) {
    ObjectNode document = Json.object().put("id", siteId);
    document.set("plans", plans);
    org.put(Kind.NUMBER_PLANS, document);
  }

  private static String selfUri(String siteId, String id) {
    return Sites.PATH + "/" + siteId + "/numberplans/" + id;
  }
}
