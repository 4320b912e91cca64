package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.ChildJvm;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A process that provisions an org, which is a file with a line for each object, and is killed at a
 * place that its arguments name: {@code FOLDER start|recover|undo PLACE}. A place is a step with a
 * moment, such as {@code site:effect}. To recover is to end the run that is there, and to undo it
 * when it succeeded; what the org held before that is in the file {@code finished}.
 */
final class KilledNode {
  private static final List<String> STEPS = List.of("location", "site", "trunk");

  private final Path folder;
  private final String place;

  private KilledNode(Path folder, String place) {
    this.folder = folder;
    this.place = place;
  }

  /** Runs until the end of the run or until killed. */
  public static void main(String[] args) {
    new KilledNode(Path.of(args[0]), args[2]).work(args[1]);
    System.exit(0);
  }

  static Process process(ChildJvm jvm, Path folder, String what, String place) throws IOException {
    return jvm.start(folder.resolve("log"), KilledNode.class, folder.toString(), what, place);
  }

  private void work(String what) {
    try (Store database = Store.open(StoreSettings.embedded(folder));
        RunHarness node =
            new RunHarness(
                WatchedStore.of(new JdbcRunStore(database, Clock.systemUTC()), this::passing),
                "node-" + ProcessHandle.current().pid(),
                routes())) {
      String runId =
          "recover".equals(what)
              ? node.store.list(new RunStore.RunQuery(null, null, 1)).get(0).id()
              : node.engine.start(RunHarness.request("key", false, "berlin")).id();
      Run run = node.awaitEnd(runId);
      if (!"start".equals(what) && run.state() == RunState.SUCCEEDED) {
        Files.write(folder.resolve("finished"), org(folder));
        node.engine.undo(runId);
        run = node.awaitEnd(runId);
      }
      Files.writeString(folder.resolve("end"), run.state().text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, which no handler sees, when this is the place. */
  private void passing(String where) {
    if (where.equals(place)) {
      try {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        Thread.currentThread().join();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RouteBuilder routes() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:provision-run")
            .split(body())
            .process(
                e ->
                    e.setVariable(
                        "connectionName", RunHarness.nameOf(e.getIn().getBody(JsonNode.class))))
            .to("direct:provision-connection");
        var connection = from("direct:provision-connection");
        for (String step : STEPS) {
          connection.step(step).process(e -> provision(e, step)).end();
          from("direct:undo-" + step).process(e -> undo(e, step));
        }
      }
    };
  }

  /** Makes the object unless this run has made it already; adopts only what an intent proves. */
  private void provision(Exchange exchange, String step) {
    boolean there = org(folder).contains(step);
    boolean ours = exchange.getVariable(RunVariables.WRITES, JsonNode.class).size() > 0;
    if (there && !ours) {
      exchange.setVariable("step-" + step, RunHarness.output("unchanged", step));
      return;
    }
    if (!there) {
      intend(exchange, step);
      passing(step + ":write");
      append(step);
      passing(step + ":effect");
    }
    exchange.setVariable("step-" + step, RunHarness.output("created", step));
  }

  private static void intend(Exchange exchange, String step) {
    exchange
        .getContext()
        .getRegistry()
        .lookupByNameAndType("active", ActiveRuns.class)
        .intendWrite(
            exchange.getVariable(RunVariables.RUN_ID, String.class),
            exchange.getVariable(RunVariables.RUN_TOKEN, Long.class),
            exchange.getVariable(RunVariables.CONNECTION, String.class),
            step,
            RunHarness.output("create", step));
  }

  private void undo(Exchange exchange, String step) {
    boolean made = exchange.getVariable(RunVariables.WRITES, JsonNode.class).size() > 0;
    passing("undo-" + step + ":write");
    if (made) {
      rewrite(org(folder).stream().filter(line -> !line.equals(step)).toList());
    }
    passing("undo-" + step + ":effect");
  }

  static List<String> org(Path folder) {
    try {
      Path file = folder.resolve("org");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String line) {
    try {
      Files.writeString(
          folder.resolve("org"),
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rewrite(List<String> lines) {
    try {
      Files.write(folder.resolve("org"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
