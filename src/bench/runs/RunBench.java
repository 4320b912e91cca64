import io.trunkline.connection.SpecReader;
import io.trunkline.provisioning.PlannedOrg;
import io.trunkline.provisioning.Provisioning;
import io.trunkline.run.InMemoryRunStore;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs cost and how they bear a limit, against a simulator of its own process; run.sh starts
 * both.
 */
public final class RunBench {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Runs of each kind before the measured ones: the compiler works that long. */
  private static final int WARM = Integer.getInteger("bench.warm", 20);

  private final URI simulator;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunBench(URI simulator) {
    this.simulator = simulator;
  }

  public static void main(String[] args) throws Exception {
    RunBench bench = new RunBench(URI.create(args[1]));
    switch (args[0]) {
      case "journal" -> bench.journal(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      case "once" -> bench.once(Integer.parseInt(args[2]), Boolean.parseBoolean(args[3]));
      case "storm" ->
          bench.storm(
              Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(0);
  }

  /** The same runs in turn with the journal in the embedded store and without one. */
  private void journal(int connections, int rounds) throws Exception {
    String file = file(connections);
    try (Service kept = service(Map.of(), store -> store);
        Service forgetful = service(Map.of(), store -> new InMemoryRunStore(Clock.systemUTC()))) {
      for (int warm = 0; warm < WARM; warm++) {
        run(kept, file);
        run(forgetful, file);
      }
      List<Double> with = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        with.add(run(kept, file));
        without.add(run(forgetful, file));
        System.out.printf(
            "  round %d: with the journal %.2f s, without %.2f s%n",
            round, with.get(round - 1), without.get(round - 1));
      }
      System.out.printf(
          "journal: %.2f s and %.2f s, %.2f times%n",
          median(with), median(without), median(with) / median(without));
    }
  }

  /** One run in a process that has just started, as the command line makes it. */
  private void once(int connections, boolean journal) throws Exception {
    UnaryOperator<RunStore> store =
        journal ? kept -> kept : kept -> new InMemoryRunStore(Clock.systemUTC());
    try (Service service = service(Map.of(), store)) {
      System.out.printf("%.3f%n", run(service, file(connections)));
    }
  }

  /** One run that the limit holds back, with a budget of ours that knows nothing of the limit. */
  private void storm(int connections, int calls, int longestRetryAfter) throws Exception {
    try (Service service =
        service(Map.of("trunkline.orgs.bench.callsPerMinute", "1000000"), s -> s)) {
      String limit =
          "{\"rateLimit\": {\"enabled\": true, \"perMinute\": %d, \"longestRetryAfter\": %d}}";
      control("POST", "reset", "");
      control("PATCH", "settings", limit.formatted(calls, longestRetryAfter));
      double took = provision(service, file(connections));
      List<String> statuses = new ArrayList<>();
      Matcher each =
          Pattern.compile("\"path\":\"(/api/[^\"]*)\"[^}]*?\"status\":(\\d+)")
              .matcher(control("GET", "requests", ""));
      while (each.find()) {
        statuses.add(each.group(2));
      }
      int first = statuses.indexOf("429");
      long refused = statuses.stream().filter("429"::equals).count();
      long accepted = statuses.size() - refused;
      long bound = (accepted - 1) / calls * 60;
      System.out.printf(
          "storm: %d calls a minute, refusals ask for up to %d s; %d accepted, %d refused, the first as call"
              + " %d; %.2f %% of those after it refused%n",
          calls,
          longestRetryAfter,
          accepted,
          refused,
          first + 1,
          first < 0 ? 0 : 100.0 * (refused - 1) / (statuses.size() - first - 1));
      System.out.printf(
          "  the windows alone take %d s, the run took %.1f s: %.2f times%n",
          bound, took, took / bound);
    }
  }

  private double run(Service service, String file) throws Exception {
    control("POST", "reset", "");
    return provision(service, file);
  }

  private static double provision(Service service, String file) throws Exception {
    long start = System.nanoTime();
    Provisioning provisioning = service.bean(Provisioning.class);
    PlannedOrg planned =
        provisioning.plan(SpecReader.read(file, "bench.yaml").spec(), file, null).get(0);
    Run run = provisioning.start(planned, "bench", "", false, null);
    Run ended = service.bean(RunEngine.class).await(run.id(), LONGEST).join();
    if (ended.state() != RunState.SUCCEEDED) {
      throw new IllegalStateException("the run ended as " + ended.state() + ": " + ended.problem());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private Service service(Map<String, String> more, UnaryOperator<RunStore> store)
      throws Exception {
    Path data = Files.createTempDirectory(Path.of(System.getProperty("bench.work")), "data");
    Map<String, String> settings = new java.util.HashMap<>();
    settings.put("trunkline.data", data.toString());
    settings.put("trunkline.simulator", "off");
    settings.put("trunkline.org", "bench");
    settings.put("trunkline.orgs.bench.apiUrl", simulator.toString());
    settings.put("trunkline.orgs.bench.loginUrl", simulator.toString());
    settings.put("trunkline.orgs.bench.clientId", "simulator");
    settings.put("trunkline.orgs.bench.clientSecret", "simulator");
    settings.put("trunkline.orgs.bench.callsPerMinute", "1000000");
    settings.putAll(more);
    return Service.start(Mode.COMMAND, settings, store);
  }

  private String control(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(simulator.resolve("/__sim/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private static String file(int connections) {
    StringBuilder file = new StringBuilder("version: 1\nconnections:\n");
    for (int i = 0; i < connections; i++) {
      file.append(
          """
            - name: carrier-%1$04d
              location:
                name: carrier-%1$04d location
                emergencyNumber: "+493012345678"
                address: {street1: Musterstr. 1, city: Berlin, zipcode: "10115", country: DE}
              site: {name: carrier-%1$04d site, timeZone: Europe/Berlin}
              trunk:
                name: carrier-%1$04d
                transport: tls
                sipServers: [sip.carrier.example:5061]
                terminationIdentifier: carrier-%1$04d
                allowList: [198.51.100.0/28]
          """
              .formatted(i));
    }
    return file.toString();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
