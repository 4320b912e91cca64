package io.trunkline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.SpecReader;
import io.trunkline.connection.SpecReading;
import io.trunkline.gate.Gate;
import io.trunkline.gate.GateMode;
import io.trunkline.gate.GateReport;
import io.trunkline.genesys.GenesysException;
import io.trunkline.genesys.Orgs;
import io.trunkline.provisioning.PlannedOrg;
import io.trunkline.provisioning.Provisioning;
import io.trunkline.run.JournalJson;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunRefused;
import io.trunkline.run.RunStore;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What the API's routes call: each method serves one operation and leaves the answer in the
 * message.
 */
public final class Api {
  private static final PageLimit LIMIT = new PageLimit(200, 200);

  private final Provisioning provisioning;
  private final RunEngine engine;
  private final RunStore runs;
  private final Orgs orgs;
  private final Gate gate;
  private final PasswordFolder passwords;

  /** With what it serves. */
  public Api(
      Provisioning provisioning,
      RunEngine engine,
      RunStore runs,
      Orgs orgs,
      Gate gate,
      PasswordFolder passwords) {
    this.passwords = passwords;
    this.provisioning = provisioning;
    this.engine = engine;
    this.runs = runs;
    this.orgs = orgs;
    this.gate = gate;
  }

  /** {@code POST /api/plan}: the plan of the connection file in the body; writes nothing. */
  public void plan(Exchange exchange) throws GenesysException {
    String spec = spec(exchange);
    SpecReading reading = SpecReader.read(spec, "request body");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode plans = json.putArray("plans");
    for (PlannedOrg planned : planned(exchange, reading, spec)) {
      plans.add(gated(plan(planned), gate(exchange, planned)));
    }
    answer(exchange, 200, json.set("warnings", Problems.list(reading.warnings())));
  }

  /** {@code POST /api/runs}: starts a run; 409 with the plan when it refuses a connection. */
  public void startRun(Exchange exchange) throws GenesysException {
    boolean undoOnFailure = flag(exchange.getMessage(), "undoOnFailure");
    String spec = spec(exchange);
    List<PlannedOrg> plans = planned(exchange, SpecReader.read(spec, "request body"), spec);
    if (plans.size() > 1) {
      throw new ApiException(
          400,
          "org",
          String.join(", ", plans.stream().map(planned -> planned.org().name()).toList()),
          "a run belongs to one org",
          "Send one request per org.");
    }
    PlannedOrg planned = plans.get(0);
    if (planned.plan().refused()) {
      answer(exchange, 409, refused(planned));
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, Problems.MEDIA_TYPE);
      return;
    }
    GateReport report = gate(exchange, planned);
    if (report != null && report.refuses()) {
      answer(exchange, 409, notPassed(planned, report));
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, Problems.MEDIA_TYPE);
      return;
    }
    Message message = exchange.getMessage();
    Run run =
        provisioning.start(
            planned,
            text(message, "Trunkline-Started-By", "api"),
            text(message, "reason", ""),
            undoOnFailure,
            message.getHeader("Idempotency-Key", String.class));
    answer(exchange, 202, gated(run(run), report));
    message.setHeader("Location", "/api/runs/" + run.id());
  }

  /**
   * {@code GET /api/runs}: the newest first; {@code before} is the id that the next page starts
   * after.
   */
  public void listRuns(Exchange exchange) {
    Message message = exchange.getMessage();
    RunStore.RunQuery query =
        new RunStore.RunQuery(
            message.getHeader("org", String.class),
            message.getHeader("before", String.class),
            LIMIT.of(message.getHeader("limit", String.class)));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    runs.list(query).forEach(run -> list.add(RunJson.summary(run)));
    answer(exchange, 200, JsonNodeFactory.instance.objectNode().set("runs", list));
  }

  /** {@code GET /api/runs/{id}}. */
  public void getRun(Exchange exchange) {
    answer(exchange, 200, run(found(exchange.getMessage().getHeader("id", String.class))));
  }

  /** {@code POST /api/runs/{id}/resume}: goes on where the run failed. */
  public void resumeRun(Exchange exchange) {
    boolean replan = flag(exchange.getMessage(), "replan");
    answer(exchange, 202, run(engine.resume(id(exchange), replan)));
  }

  /** {@code POST /api/runs/{id}/undo}: takes back what the run made or changed. */
  public void undoRun(Exchange exchange) {
    answer(exchange, 202, run(engine.undo(id(exchange))));
  }

  /** {@code GET /api/runs/{id}/journal}: attempts, writes and API calls. */
  public void getJournal(Exchange exchange) {
    answer(exchange, 200, JournalJson.of(found(id(exchange)).id(), runs));
  }

  private static String id(Exchange exchange) {
    return exchange.getMessage().getHeader("id", String.class);
  }

  /** A run with its steps and whether its org is simulated. */
  ObjectNode run(Run run) {
    boolean simulated =
        orgs.all().stream().anyMatch(org -> org.name().equals(run.org()) && org.simulated());
    return RunJson.whole(run, runs.steps(run.id())).put("simulated", simulated);
  }

  /** A run by its id. */
  Run found(String id) {
    return runs.find(id)
        .orElseThrow(
            () -> new RunRefused(RunRefused.Reason.UNKNOWN, "run \"" + id + "\" is unknown"));
  }

  private static String spec(Exchange exchange) {
    String text = exchange.getMessage().getBody(String.class);
    return text == null ? "" : text;
  }

  private List<PlannedOrg> planned(Exchange exchange, SpecReading reading, String spec)
      throws GenesysException {
    passwords.check(reading.spec().connections());
    return provisioning.plan(
        reading.spec(), spec, exchange.getMessage().getHeader("org", String.class));
  }

  private static boolean flag(Message message, String name) {
    String said = text(message, name, "false");
    return switch (said) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ApiException(
              400, name, said, name + " is true or false", "Leave it out for false.");
    };
  }

  private static ObjectNode plan(PlannedOrg planned) {
    return planned
        .plan()
        .toJson()
        .put("org", planned.org().name())
        .put("simulated", planned.org().simulated());
  }

  private static ObjectNode refused(PlannedOrg planned) {
    ObjectNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:trunkline:problem:plan-refused")
            .put("title", "The plan refuses a connection")
            .put("status", 409)
            .put("detail", "Nothing was written.")
            .put("fix", "Each refusal in the plan names its rule and its fix.");
    problem.set("plan", plan(planned));
    return problem;
  }

  /** What the gate says of a plan's connections; null when neither settings nor caller ask. */
  private @Nullable GateReport gate(Exchange exchange, PlannedOrg planned) {
    boolean asked = flag(exchange.getMessage(), "check");
    GateMode mode = gate.mode(asked);
    return mode == GateMode.OFF ? null : gate.probe(planned.connections(), mode).join();
  }

  private static ObjectNode gated(ObjectNode json, @Nullable GateReport report) {
    if (report != null) {
      json.set("gate", report.toJson());
    }
    return json;
  }

  private static ObjectNode notPassed(PlannedOrg planned, GateReport report) {
    ObjectNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:trunkline:problem:gate-refused")
            .put("title", "The gate refuses a connection")
            .put("status", 409)
            .put("detail", "No SIP server of a connection will do. Nothing was written.")
            .put("fix", "Each finding of the gate names its fix.");
    problem.set("plan", plan(planned));
    return gated(problem, report);
  }

  private static String text(Message message, String header, String unsaid) {
    String value = message.getHeader(header, String.class);
    return value == null || value.isBlank() ? unsaid : value;
  }

  private static void answer(Exchange exchange, int status, @Nullable Object body) {
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setBody(String.valueOf(body));
  }
}
