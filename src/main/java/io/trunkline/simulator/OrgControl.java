package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.org.Comparison;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.traffic.CallLog;
import io.trunkline.simulator.traffic.Truth;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Control operations on one organization. */
final class OrgControl {
  private static final long DAY = 86_400_000;

  private final Orgs orgs;
  private final ChannelControl channels;
  private final Map<String, Comparison> marks = new HashMap<>();

  OrgControl(Orgs orgs) {
    this.orgs = orgs;
    this.channels = new ChannelControl(orgs.api().channels());
  }

  /** Answers an operation, or null when there is no such one. */
  @Nullable Answer answer(
      Org org, String method, List<String> path, Map<String, List<String>> query, byte[] body) {
    String operation = method + " " + path.get(0);
    return switch (operation) {
      case "GET settings" -> Answer.ok(org.settings().tree());
      case "PATCH settings" -> patchSettings(org, Control.object(body));
      case "GET snapshot", "GET export" -> export(org, query);
      case "PUT import" -> read(org, Control.object(body));
      case "POST mark" -> mark(org);
      case "GET diff" -> diff(org);
      case "GET calls" -> calls(org, path, query);
      case "PATCH trunks" -> patchTrunk(org, path, Control.object(body));
      case "PATCH entities" -> patchEntity(org, path, Control.object(body));
      case "PUT clients" -> putClient(org, path, Control.object(body));
      case "DELETE clients" -> deleteClient(org, path);
      default -> channels.answer(org, operation, path, query, body);
    };
  }

  /** Forgets the marks of an organization. */
  void forget(Org org) {
    marks.remove(org.name());
    channels.forget(org);
  }

  private static Answer patchSettings(Org org, ObjectNode patch) {
    org.settings(org.settings().patched(patch));
    org.commit();
    return Answer.ok(org.settings().tree());
  }

  private Answer export(Org org, Map<String, List<String>> query) {
    boolean anonymize = query.getOrDefault("anonymize", List.of()).contains("true");
    return Answer.ok(
        anonymize ? orgs.api().document().writeAnonymized(org) : orgs.api().document().write(org));
  }

  private Answer read(Org org, ObjectNode document) {
    orgs.api().document().read(org, document);
    org.settle();
    org.commit();
    return Answer.noContent();
  }

  private Answer mark(Org org) {
    marks.put(org.name(), Comparison.mark(org));
    return Answer.noContent();
  }

  private Answer diff(Org org) {
    Comparison mark = marks.get(org.name());
    return mark == null
        ? Control.problem(409, "nothing is marked; POST /__sim/mark first")
        : Answer.ok(mark.since(org));
  }

  // The ground truth of the organization's calls: those that began in a stretch, or those on its
  // trunks at a moment.
  private Answer calls(Org org, List<String> path, Map<String, List<String>> query) {
    CallLog log = orgs.api().traffic().log(org);
    if (path.size() == 2 && path.get(1).equals("active")) {
      long at = moment(query, "at", CallLog.now(org));
      ObjectNode answer = Json.object().put("at", Json.date(at));
      ObjectNode trunks = answer.putObject("trunks");
      for (Entity trunk : org.all(Kind.TRUNK)) {
        CallLog.Active active = log.active(trunk.id(), at);
        trunks
            .putObject(trunk.id())
            .put("inbound", active.inbound())
            .put("outbound", active.outbound())
            .put("mismatches", active.mismatches());
      }
      return Answer.ok(answer);
    }
    long to = moment(query, "to", CallLog.now(org));
    ObjectNode answer = Json.object();
    answer.set("calls", Truth.calls(log, moment(query, "from", to - DAY), to));
    return Answer.ok(answer);
  }

  private static long moment(Map<String, List<String>> query, String name, long fallback) {
    List<String> given = query.getOrDefault(name, List.of());
    try {
      return given.isEmpty() ? fallback : Json.millis(given.get(0));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " is " + given.get(0) + "; give a moment such as " + Json.date(0), e);
    }
  }

  // What a carrier's failure or a call does to a runtime trunk.
  private static Answer patchTrunk(Org org, List<String> path, ObjectNode patch) {
    Entity trunk = path.size() == 2 ? org.find(Kind.TRUNK, path.get(1)) : null;
    if (trunk == null) {
      return Control.problem(404, "give the id of a runtime trunk: PATCH /__sim/trunks/{id}");
    }
    ObjectNode tree = TrunkPatch.applied(trunk.tree(), patch, org.now());
    org.put(Kind.TRUNK, tree);
    if (patch.get("metrics") instanceof ObjectNode metrics) {
      org.put(Kind.TRUNK_METRICS, metrics.deepCopy().put("id", trunk.id()));
    }
    org.commit();
    return Answer.ok(tree);
  }

  // What another user's change does: any field, and always the version.
  private Answer patchEntity(Org org, List<String> path, ObjectNode patch) {
    Entity entity = path.size() == 3 ? org.find(Kind.of(path.get(1)), path.get(2)) : null;
    if (entity == null || entity.kind().internal()) {
      return Control.problem(
          404, "give kind and id of an entity: PATCH /__sim/entities/{kind}/{id}");
    }
    ObjectNode tree = Json.mergePatch(entity.tree(), patch);
    tree.put("id", entity.id()).put("version", entity.version() + 1);
    tree.put("dateModified", Json.date(org.now()));
    Entity after = org.put(entity.kind(), tree);
    org.commit();
    return Answer.ok(orgs.api().document().shown(org, after));
  }

  private Answer putClient(Org org, List<String> path, ObjectNode request) {
    String id = path.size() == 2 ? path.get(1) : "";
    String secret = request.path("secret").asText("");
    if (id.isEmpty() || secret.isEmpty()) {
      return Control.problem(
          400, "PUT /__sim/clients/{clientId} with {\"secret\":\"...\",\"permissions\":[...]}");
    }
    Orgs.Login known = orgs.client(id);
    if (known != null && known.org() != org) {
      return Control.problem(409, "client '" + id + "' belongs to another org");
    }
    Set<String> permissions = new LinkedHashSet<>();
    JsonNode given = request.path("permissions");
    given.forEach(permission -> permissions.add(permission.asText()));
    if (given.isMissingNode()) {
      permissions.add(Client.EVERYTHING);
    }
    org.put(Kind.CLIENT, Client.of(id, secret, permissions).json());
    org.commit();
    return Answer.noContent();
  }

  private static Answer deleteClient(Org org, List<String> path) {
    if (path.size() != 2 || org.find(Kind.CLIENT, path.get(1)) == null) {
      return Control.problem(404, "there is no such client");
    }
    if (path.get(1).equals(org.name())) {
      return Control.problem(400, "the client that the org was made with stays");
    }
    org.remove(Kind.CLIENT, path.get(1));
    org.commit();
    return Answer.noContent();
  }
}
