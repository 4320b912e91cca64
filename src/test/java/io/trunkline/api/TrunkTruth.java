package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.provisioning.SimulatedOrgs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the trunks of the simulated org truly went through, by the org's own log, beside what the
 * service tells of them by its API.
 */
final class TrunkTruth {
  private static final String BEGIN = "2026-01-02T03:04:05.678Z";

  private final ApiService api;

  /** A trunk is in a state from then on. */
  record Change(Instant at, String state) {}

  /** A time in which the service says that it may have missed something. */
  record Gap(Instant from, Instant to, String reason) {
    boolean covers(Instant time) {
      return !time.isBefore(from) && !time.isAfter(to);
    }
  }

  /** What is told of one trunk since it was first heard of, the oldest first. */
  record Told(List<Change> changes, List<Gap> gaps) {}

  TrunkTruth(ApiService api) {
    this.api = api;
  }

  /** Puts so many trunks into the org, {@code trunk-0} and on, that are all up. */
  static void plant(SimulatedOrgs orgs, int trunks) {
    ObjectNode document = (ObjectNode) orgs.control("GET", "export", "");
    ArrayNode list = document.putArray("trunks");
    for (int i = 0; i < trunks; i++) {
      ObjectNode trunk = list.addObject().put("id", "trunk-" + i).put("name", "Trunk " + i);
      trunk.put("version", 1).put("state", "active").put("trunkType", "EXTERNAL");
      trunk.put("inService", true).put("enabled", true).putObject("edge").put("id", "edge-1");
      trunk.putArray("proxyAddressList").add("sip.example:5061");
      trunk.putObject("connectedStatus").put("connected", true).put("connectedStateTime", BEGIN);
      ObjectNode options = trunk.putArray("optionsStatus").addObject();
      options.put("proxyAddress", "sip.example:5061");
      options.put("optionState", true).put("optionStateTime", BEGIN);
    }
    orgs.control("PUT", "import", document.toString());
  }

  /** Lets a trunk go down and up in turn so many times from now, by the org's own clock. */
  void turn(String trunk, int times) {
    boolean up = states().get(trunk).equals("up");
    ObjectNode script = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = script.putArray("steps");
    for (int i = 0; i < times; i++) {
      up = !up;
      ObjectNode step = steps.addObject().put("afterMs", i * 10).put("trunk", trunk);
      step.putObject("patch").put("connected", up).put("options", up);
    }
    api.orgs.control("POST", "trunk-script", script.toString());
  }

  /** What each trunk is now. */
  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode trunk : api.orgs.control("GET", "trunks", "").path("trunks")) {
      states.put(trunk.path("id").asText(), state(trunk));
    }
    return states;
  }

  private static String state(JsonNode trunk) {
    boolean up =
        trunk.at("/connectedStatus/connected").asBoolean()
            && trunk.at("/optionsStatus/0/optionState").asBoolean();
    return up ? "up" : "down";
  }

  /** What each trunk went through since it was planted. */
  Map<String, List<Change>> changes() {
    Map<String, List<Change>> all = new HashMap<>();
    states().keySet().forEach(trunk -> all.put(trunk, new ArrayList<>()));
    for (JsonNode event : api.orgs.control("GET", "events", "").path("events")) {
      JsonNode body = event.path("eventBody");
      List<Change> changes = all.get(body.path("id").asText());
      if (changes != null && body.has("connectedStatus")) {
        String state = state(body);
        Instant at = Instant.parse(body.at("/connectedStatus/connectedStateTime").asText());
        if (!at(Instant.MAX, changes).equals(state)) {
          changes.add(new Change(at, state));
        }
      }
    }
    return all;
  }

  /** {@code GET /api/trunks}: what the service says that each trunk is. */
  Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    for (JsonNode trunk : ApiService.json(api.get("/api/trunks")).path("trunks")) {
      told.put(trunk.path("id").asText(), trunk.path("state").asText());
    }
    return told;
  }

  /** {@code GET /api/trunks/{id}}, without any reading of the org. */
  String told(String trunk) {
    return ApiService.json(api.get("/api/trunks/" + trunk)).path("state").asText();
  }

  /** {@code GET /api/trunks/{id}/timeline}. */
  Told timeline(String trunk) {
    JsonNode answer =
        ApiService.json(
            api.get(
                "/api/trunks/"
                    + trunk
                    + "/timeline?limit=1000&from=2026-01-01T00:00:00Z&to="
                    + Instant.now().plusSeconds(60)));
    List<Change> changes = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    for (JsonNode entry : answer.path("timeline")) {
      Instant at = Instant.parse(entry.path("at").asText());
      if (entry.path("kind").asText().equals("gap")) {
        Instant to = Instant.parse(entry.path("to").asText());
        gaps.add(new Gap(at, to, entry.path("reason").asText()));
      } else {
        changes.add(new Change(at, entry.path("state").asText()));
      }
    }
    // Before a trunk is heard of for the first time it is unknown; then it is as it was planted.
    assertThat(changes).first().extracting(Change::state).isEqualTo("up");
    return new Told(changes.subList(1, changes.size()), gaps);
  }

  /**
   * Holds each of the told timelines against the truth: what was outside of every gap is told as it
   * was; nothing is told that was not; and what a trunk was at the end of a gap is told from then
   * on.
   */
  void assertTold() {
    changes().forEach((trunk, truth) -> assertTold(trunk, truth, timeline(trunk)));
  }

  private static void assertTold(String trunk, List<Change> truth, Told told) {
    String what = trunk + " truly went through " + truth + ", told is " + told;
    assertThat(told.changes()).as(what).isSubsetOf(truth);
    assertThat(outside(told.gaps(), told.changes()))
        .as(what)
        .isEqualTo(outside(told.gaps(), truth));
    for (Gap gap : told.gaps()) {
      // One gap may begin before another one ends.
      boolean ends =
          told.gaps().stream()
              .noneMatch(other -> other.covers(gap.to()) && other.to().isAfter(gap.to()));
      if (ends) {
        assertThat(at(gap.to(), told.changes())).as(what).isEqualTo(at(gap.to(), truth));
      }
    }
  }

  private static List<Change> outside(List<Gap> gaps, List<Change> changes) {
    return changes.stream()
        .filter(change -> gaps.stream().noneMatch(gap -> gap.covers(change.at())))
        .toList();
  }

  /** The state that held at a time; all were up at first. */
  private static String at(Instant time, List<Change> changes) {
    String state = "up";
    for (Change change : changes) {
      state = change.at().isAfter(time) ? state : change.state();
    }
    return state;
  }
}
