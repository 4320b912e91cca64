package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.simulator.SimulatorOptions;
import java.net.URI;
import java.util.List;

/**
 * A simulator in this JVM with its control path: what tests set up, and what they find afterwards.
 */
public final class SimulatedOrgs implements AutoCloseable {
  private final Simulator simulator;
  private final RemoteOrg org;

  public SimulatedOrgs() {
    try {
      simulator = Simulator.start(SimulatorOptions.inMemory());
      org = new RemoteOrg(simulator.uri().toString());
    } catch (SimulatorException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Base address of API and token endpoint. */
  public URI uri() {
    return simulator.uri();
  }

  /** Back to the seed, without faults, with an empty request log. */
  public void reset() {
    control("DELETE", "faults", "");
    control("POST", "reset", "");
    control("DELETE", "requests", "");
  }

  public void settings(String mergePatch) {
    control("PATCH", "settings", mergePatch);
  }

  public void faults(String yaml) {
    control("PUT", "faults", yaml);
  }

  public void forgetRequests() {
    control("DELETE", "requests", "");
  }

  /** The API calls since the log was emptied, oldest first, without token requests. */
  public List<JsonNode> calls() {
    return org.calls();
  }

  /** The calls that wrote or tried to. */
  public List<JsonNode> writes() {
    return org.writes();
  }

  /** Looks for the route that the platform makes by itself: one list per site. */
  public static boolean isRoutePoll(JsonNode call) {
    return call.path("method").asText().equals("GET")
        && call.path("path").asText().matches(".*/sites/[^/]+/outboundroutes");
  }

  /** The org as JSON. */
  public JsonNode snapshot() {
    return control("GET", "snapshot", "");
  }

  /** One call of the API as a client of its own. */
  public JsonNode api(String method, String path, String body) {
    return org.api(method, path, body);
  }

  /** One call of the control path. */
  public JsonNode control(String method, String path, String body) {
    return org.control(method, path, body);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
