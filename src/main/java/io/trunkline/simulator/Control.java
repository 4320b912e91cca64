package io.trunkline.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The control path {@code /__sim/}: what somebody does to the simulator, not to the API. */
final class Control {
  static final String PREFIX = "/__sim/";

  private final Orgs orgs;
  private final Tokens tokens;
  private final RequestLog log;

  Control(Orgs orgs, Tokens tokens, RequestLog log) {
    this.orgs = orgs;
    this.tokens = tokens;
    this.log = log;
  }

  /** Answers a control request; wrong input is an answer with status 400 or 404. */
  Answer answer(String method, String path, String orgName, byte[] body) throws IOException {
    Org org = orgs.find(orgName);
    if (org == null) {
      return problem(404, "there is no org '" + orgName + "'; POST /__sim/orgs makes one");
    }
    try {
      return switch (method + " " + path.substring(PREFIX.length())) {
        case "GET requests" -> Answer.ok(log.json());
        case "DELETE requests" -> emptyLog();
        case "POST reset" -> reset(org);
        case "GET settings" -> Answer.ok(org.settings().tree());
        case "PATCH settings" -> patchSettings(org, object(body));
        case "GET snapshot" -> Answer.ok(snapshot(org));
        case "GET orgs" -> list();
        case "POST orgs" -> create(object(body));
        case "DELETE orgs" -> remove(org);
        case "POST tokens/revoke" -> revoke(org);
        default -> problem(404, "there is no control operation " + method + " " + path);
      };
    } catch (IllegalArgumentException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private Answer emptyLog() {
    log.clear();
    return Answer.noContent();
  }

  private Answer reset(Org org) {
    orgs.reset(org);
    log.clear();
    return Answer.noContent();
  }

  private Answer revoke(Org org) {
    tokens.revokeAll(org);
    return Answer.noContent();
  }

  private static Answer patchSettings(Org org, ObjectNode patch) {
    org.settings(org.settings().patched(patch));
    org.commit();
    return Answer.ok(org.settings().tree());
  }

  private Answer list() {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("orgs");
    orgs.all().forEach(org -> list.addObject().put("client", org.name()));
    return Answer.ok(answer);
  }

  private Answer create(ObjectNode request) throws IOException {
    String name = request.path("client").asText();
    String secret = request.path("secret").asText();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") || secret.isEmpty()) {
      return problem(
          400,
          "give client (letters, digits, '.', '_', '-', at most 64) and secret, for example"
              + " {\"client\":\"acme\",\"secret\":\"acme\"}");
    }
    if (orgs.client(name) != null) {
      return problem(409, "there is a client '" + name + "' already");
    }
    orgs.create(name, secret);
    return Answer.of(201, Json.object().put("client", name));
  }

  private Answer remove(Org org) throws IOException {
    if (org.name().equals(Orgs.DEFAULT)) {
      return problem(400, "the default org stays; POST /__sim/reset brings it back to its seed");
    }
    tokens.revokeAll(org);
    orgs.remove(org);
    return Answer.noContent();
  }

  private static ObjectNode snapshot(Org org) {
    ObjectNode snapshot = Json.object().put("client", org.name());
    for (Kind kind : Kind.values()) {
      if (!kind.internal()) {
        ArrayNode list = snapshot.putArray(kind.word());
        for (Entity entity : org.all(kind)) {
          list.add(entity.tree());
        }
      }
    }
    return snapshot;
  }

  private static ObjectNode object(byte[] body) {
    try {
      JsonNode tree = Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("the body must be a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Answer problem(int status, String message) {
    return Answer.of(status, Json.object().put("status", status).put("message", message));
  }
}
