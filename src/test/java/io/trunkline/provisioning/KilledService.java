package io.trunkline.provisioning;

import static org.awaitility.Awaitility.await;

import io.trunkline.connection.SpecReader;
import io.trunkline.genesys.GenesysException;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.run.RunStore.RunQuery;
import io.trunkline.run.WatchedStore;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The real service in a process of its own, killed with SIGKILL at a place of the journal that its
 * arguments name: {@code FOLDER start|recover|undo|follow PLACE}. The folder holds {@code settings}
 * and {@code spec.yaml}; {@code end} is written when the process came to its end. With {@code
 * stop:} before the place it stops there until it is told to go on. A process that follows waits
 * for a run that began since the time in the place's stead.
 */
public final class KilledService {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Path folder;
  private final String place;

  private KilledService(Path folder, String place) {
    this.folder = folder;
    this.place = place;
  }

  /** Works until the end or until killed. */
  public static void main(String[] args) throws Exception {
    new KilledService(Path.of(args[0]), args.length > 2 ? args[2] : "").work(args[1]);
    System.exit(0);
  }

  private void work(String what) throws Exception {
    try (Service service =
        Service.start(Mode.COMMAND, settings(), store -> WatchedStore.of(store, this::passing))) {
      RunEngine engine = service.bean(RunEngine.class);
      Run run =
          switch (what) {
            case "start" -> ended(engine, started(service).id());
            case "undo" -> {
              Run made = ended(engine, started(service).id());
              engine.undo(made.id());
              yield ended(engine, made.id());
            }
            case "follow" -> ended(engine, followed(service, engine));
            default -> recovered(service, engine);
          };
      Files.writeString(folder.resolve("end"), run.state().text());
      if ("recover".equals(what) && run.state() == RunState.SUCCEEDED) {
        Files.writeString(folder.resolve("recovered.json"), snapshot());
        engine.undo(run.id());
        Files.writeString(folder.resolve("end"), ended(engine, run.id()).state().text());
      }
    }
  }

  /** What the org holds when the killed run is finished; afterwards it is undone. */
  private String snapshot() throws IOException, InterruptedException {
    URI uri = URI.create(settings().get("trunkline.orgs.test.apiUrl") + "/__sim/snapshot");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static Run recovered(Service service, RunEngine engine) {
    engine.recover();
    List<Run> runs = service.bean(RunStore.class).list(new RunQuery(null, null, 1));
    if (runs.isEmpty()) {
      throw new IllegalStateException("no run was accepted before the kill");
    }
    return ended(engine, runs.get(0).id());
  }

  private String followed(Service service, RunEngine engine) {
    engine.recover();
    Instant since = Instant.parse(place);
    RunStore store = service.bean(RunStore.class);
    return await()
        .atMost(LONGEST)
        .until(
            () -> store.list(new RunQuery(null, null, 1)),
            runs -> !runs.isEmpty() && runs.get(0).startedAt().isAfter(since))
        .get(0)
        .id();
  }

  private Run started(Service service) throws IOException, GenesysException {
    String spec = Files.readString(folder.resolve("spec.yaml"));
    Provisioning provisioning = service.bean(Provisioning.class);
    PlannedOrg planned =
        provisioning.plan(SpecReader.read(spec, "spec.yaml").spec(), spec, null).get(0);
    return provisioning.start(planned, "test", "", false, null);
  }

  private static Run ended(RunEngine engine, String runId) {
    Run run = engine.await(runId, LONGEST).join();
    if (run.state() == RunState.FAILED || !run.state().ended()) {
      throw new IllegalStateException("run is " + run.state().text() + ": " + run.problem());
    }
    return run;
  }

  private Map<String, String> settings() throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve("settings"))) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.forEach((name, value) -> settings.put((String) name, (String) value));
    return settings;
  }

  /** SIGKILL, which no handler sees, or SIGSTOP, when this is the place. */
  private void passing(String where) {
    boolean stops = place.equals("stop:" + where);
    if (stops || where.equals(place)) {
      try {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process kill = new ProcessBuilder("kill", stops ? "-STOP" : "-KILL", pid).start();
        if (stops) {
          kill.waitFor();
          return;
        }
        Thread.currentThread().join();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
