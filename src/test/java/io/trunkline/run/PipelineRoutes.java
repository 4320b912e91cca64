package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The shape of the provisioning routes over an org that is a list of lines: each step adds
 * "connection/step", each undo removes it. Steps can be made to fail.
 */
final class PipelineRoutes extends RouteBuilder {
  final List<String> org;
  final List<String> doubts = new CopyOnWriteArrayList<>();
  final List<String> seen = new CopyOnWriteArrayList<>();
  final Map<String, Runnable> before = new ConcurrentHashMap<>();
  final Map<String, Runnable> after = new ConcurrentHashMap<>();
  private final List<String> steps;

  PipelineRoutes(String... steps) {
    this(new CopyOnWriteArrayList<>(), steps);
  }

  /** On an org that others work on too. */
  PipelineRoutes(List<String> org, String... steps) {
    this.org = org;
    this.steps = List.of(steps);
  }

  /** Makes a step or an undo ("undo-...") of a connection fail until {@link #heal}. */
  void fail(String connection, String step) {
    before.put(
        connection + "/" + step,
        () -> {
          throw new IllegalStateException(step + " refused");
        });
  }

  void heal() {
    before.clear();
    after.clear();
  }

  @Override
  public void configure() {
    from("direct:provision-run")
        .routeId("provision-run")
        .split(body())
        .parallelProcessing()
        .process(
            e ->
                e.setVariable(
                    "connectionName", RunHarness.nameOf(e.getIn().getBody(JsonNode.class))))
        .to("direct:provision-connection")
        .end();
    var connection = from("direct:provision-connection").routeId("provision-connection");
    for (String step : steps) {
      connection.step(step).to("direct:provision-" + step).end();
      from("direct:provision-" + step)
          .routeId("provision-" + step)
          .errorHandler(noErrorHandler())
          .process(e -> provision(e, step));
      from("direct:undo-" + step)
          .routeId("undo-" + step)
          .errorHandler(noErrorHandler())
          .process(e -> undo(e, step));
    }
  }

  private void provision(Exchange exchange, String step) {
    String place = connection(exchange) + "/" + step;
    before.getOrDefault(place, () -> {}).run();
    seen.add(place);
    if (Boolean.TRUE.equals(exchange.getVariable(RunVariables.IN_DOUBT, Boolean.class))) {
      doubts.add(place);
    }
    if (!org.contains(place)) {
      org.add(place);
    }
    after.getOrDefault(place, () -> {}).run();
    exchange.setVariable("step-" + step, RunHarness.output("created", place));
  }

  private void undo(Exchange exchange, String step) {
    before.getOrDefault(connection(exchange) + "/undo-" + step, () -> {}).run();
    String place = connection(exchange) + "/" + step;
    seen.add("undo " + place);
    org.remove(place);
  }

  static String connection(Exchange exchange) {
    return Objects.requireNonNull(exchange.getVariable("connectionName", String.class));
  }
}
