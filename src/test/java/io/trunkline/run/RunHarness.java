package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A node: a Camel context with the journal, an engine, and the routes of a test. */
final class RunHarness implements AutoCloseable {
  static final Duration LEASE = Duration.ofMillis(600);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final RunStore store;
  final RunEngine engine;
  final DefaultCamelContext context = new DefaultCamelContext();
  final Queue<RunEvent> events = new ConcurrentLinkedQueue<>();

  RunHarness(RunStore store, String node, RouteBuilder... routes) {
    this(store, RunSettings.of(node, LEASE), routes);
  }

  RunHarness(RunStore store, RunSettings settings, RouteBuilder... routes) {
    this.store = store;
    // How long a call waits for a route that is not there, as during a reload.
    context.getComponent("direct", DirectComponent.class).setTimeout(500);
    engine = RunEngine.install(context, store, RunProblems::plain, settings, Clock.systemUTC());
    context.getRegistry().bind("active", engine.active());
    engine.events().subscribe(events::add);
    try {
      for (RouteBuilder builder : routes) {
        context.addRoutes(builder);
      }
      context.start();
      engine.recover();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static RunHarness inMemory(RouteBuilder... routes) {
    return new RunHarness(new InMemoryRunStore(Clock.systemUTC()), "one", routes);
  }

  Run runToEnd(String... connections) {
    return awaitEnd(engine.start(request(null, false, connections)).id());
  }

  Run awaitEnd(String runId) {
    Run run = engine.await(runId, PATIENCE).join();
    if (!run.state().ended()) {
      throw new AssertionError("run did not end: " + run);
    }
    return run;
  }

  static RunRequest request(@Nullable String key, boolean undoOnFailure, String... connections) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (String connection : connections) {
      array.addObject().put("name", connection);
    }
    return new RunRequest(
        "hash of " + List.of(connections),
        "plan hash",
        "sandbox",
        array,
        JsonNodeFactory.instance.objectNode().put("changes", 1),
        "ops@example.org",
        "a test",
        undoOnFailure,
        List.of(),
        key);
  }

  static ObjectNode output(String outcome, String id) {
    return JsonNodeFactory.instance.objectNode().put("outcome", outcome).put("id", id);
  }

  /** The text at a path of a problem; empty when there is none. */
  static JsonNode at(@Nullable JsonNode problem, String path) {
    return problem == null ? MissingNode.getInstance() : problem.at(path);
  }

  static String nameOf(JsonNode connection) {
    return connection.path("name").asText();
  }

  @Override
  public void close() {
    context.stop();
    engine.close();
  }
}
