package io.trunkline.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.fault.FaultScript;
import io.trunkline.simulator.fault.FaultScriptReader;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The control path {@code /__sim/}: what somebody does to the simulator, not to the API. */
final class Control {
  static final String PREFIX = "/__sim/";

  private static final List<String> OPERATIONS =
      List.of(
          "GET requests?since=SEQ",
          "DELETE requests",
          "GET counters",
          "POST reset",
          "GET settings",
          "PATCH settings",
          "GET faults",
          "PUT faults",
          "DELETE faults",
          "GET export?anonymize=true",
          "PUT import",
          "POST mark",
          "GET diff",
          "PATCH trunks/{trunkId}",
          "GET trunks",
          "POST storm",
          "POST trunk-script",
          "GET trunk-script",
          "GET events?since=SEQ",
          "GET channels",
          "POST channels/{id}/{act}",
          "PATCH entities/{kind}/{id}",
          "GET orgs",
          "POST orgs",
          "DELETE orgs",
          "PUT clients/{clientId}",
          "DELETE clients/{clientId}",
          "POST tokens/revoke");

  private final Orgs orgs;
  private final Tokens tokens;
  private final Records records;
  private final OrgControl ofOrg;

  Control(Orgs orgs, Tokens tokens, Records records) {
    this.orgs = orgs;
    this.tokens = tokens;
    this.records = records;
    this.ofOrg = new OrgControl(orgs);
  }

  /** Answers a control request; wrong input is an answer with a status from 400 to 409. */
  Answer answer(String method, String path, Map<String, List<String>> query, byte[] body)
      throws IOException {
    List<String> given = query.getOrDefault("org", List.of());
    String orgName = given.isEmpty() ? Orgs.DEFAULT : given.get(0);
    Org org = orgs.find(orgName);
    if (org == null) {
      return problem(404, "there is no org '" + orgName + "'; POST /__sim/orgs makes one");
    }
    List<String> segments = List.of(path.substring(PREFIX.length()).split("/"));
    try {
      Answer answer = ofOrg.answer(org, method, segments, query, body);
      if (answer != null) {
        return answer;
      }
      return switch (method + " " + String.join("/", segments)) {
        case "GET " -> Answer.ok(index());
        case "GET requests" -> Answer.ok(records.log().json(since(query)));
        case "DELETE requests" -> emptyLog();
        case "GET counters" -> Answer.ok(records.counters().json());
        case "POST reset" -> given.isEmpty() ? resetAll() : reset(org);
        case "GET faults" -> Answer.ok(faults());
        case "PUT faults" -> putFaults(body);
        case "DELETE faults" -> deleteFaults();
        case "GET orgs" -> Answer.ok(list());
        case "POST orgs" -> create(object(body));
        case "DELETE orgs" -> remove(org);
        case "POST tokens/revoke" -> revoke(org);
        default ->
            problem(
                404,
                "there is no control operation %s %s; GET %s lists them"
                    .formatted(method, path, PREFIX));
      };
    } catch (IllegalArgumentException e) {
      return problem(400, String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      return problem(e.body().status(), e.body().message());
    }
  }

  private static ObjectNode index() {
    ObjectNode index = Json.object();
    ArrayNode list = index.putArray("operations");
    OPERATIONS.forEach(operation -> list.add(operation.replaceFirst(" ", " " + PREFIX)));
    return index.put("org", "?org=CLIENT_ID picks an org other than the default one");
  }

  static long since(Map<String, List<String>> query) {
    List<String> since = query.getOrDefault("since", List.of());
    try {
      return since.isEmpty() ? 0 : Long.parseLong(since.get(0));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("since must be the seq of a request", e);
    }
  }

  private Answer emptyLog() {
    records.log().clear();
    return Answer.noContent();
  }

  private Answer reset(Org org) {
    orgs.reset(org);
    ofOrg.forget(org);
    return Answer.noContent();
  }

  private Answer resetAll() {
    List.copyOf(orgs.all()).forEach(this::reset);
    records.clear();
    return Answer.noContent();
  }

  private Answer revoke(Org org) {
    tokens.revokeAll(org);
    orgs.api().channels().revoked(org);
    return Answer.noContent();
  }

  private ObjectNode faults() {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("faults");
    for (FaultScript.Report report : records.faults().reports()) {
      list.addObject()
          .put("name", report.name())
          .put("matches", report.matches())
          .put("strikes", report.strikes());
    }
    return answer;
  }

  private Answer putFaults(byte[] body) {
    records.faults(FaultScriptReader.read(new String(body, StandardCharsets.UTF_8)));
    return Answer.ok(faults());
  }

  private Answer deleteFaults() {
    records.faults(FaultScript.none());
    return Answer.noContent();
  }

  private ObjectNode list() {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("orgs");
    orgs.all().forEach(org -> list.addObject().put("client", org.name()));
    return answer;
  }

  private Answer create(ObjectNode request) throws IOException {
    String name = request.path("client").asText();
    String secret = request.path("secret").asText();
    if (!Orgs.isName(name) || secret.isEmpty()) {
      return problem(
          400,
          "give client and secret, for example {\"client\":\"acme\",\"secret\":\"acme\"};"
              + " in a client, "
              + Orgs.NAME_RULE);
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

  /** The body as a JSON object. */
  static ObjectNode object(byte[] body) {
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
