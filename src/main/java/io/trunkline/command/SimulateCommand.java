package io.trunkline.command;

import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.simulator.SimulatorInputs;
import io.trunkline.simulator.SimulatorOptions;
import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded org alone, for other clients and for teams' own CI. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Runs the simulated Genesys Cloud org alone.",
    footer = {"", "Stop it with Ctrl-C. docs/simulator.md tells what it can do."})
final class SimulateCommand implements Callable<Integer> {
  private static final CarrierOptions CARRIER = CarrierOptions.DEFAULT;
  private static final int HIGHEST_PORT = 65535;

  @Option(
      names = "--port",
      defaultValue = "8081",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Folder that keeps the org's state (default: memory only).")
  private @Nullable Path state;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Start file, YAML or JSON: orgs, their clients with roles or permissions, settings, faults,",
        "seed."
      })
  private @Nullable Path config;

  @Option(
      names = "--org",
      paramLabel = "[CLIENT=]FILE",
      description = {
        "An exported org to begin with; CLIENT is the org's client id (default: simulator).",
        "Can be given several times."
      })
  private List<String> orgs = List.of();

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "Fault script to begin with, instead of the start file's.")
  private @Nullable Path faults;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = {
        "A setting of every org, such as consistency.mode=realistic or rateLimit.enabled=true.",
        "Can be given several times."
      })
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Draws ids and random faults, so that a run can be repeated.")
  private @Nullable Long seed;

  @Option(
      names = "--carrier-port",
      paramLabel = "PORT",
      description = {
        "Also run a SIP carrier on this UDP and TCP port of the loopback, 0 for any free one",
        "(default: no carrier)."
      })
  private @Nullable Integer carrierPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, SimulatorException {
    try (Simulator simulator = Simulator.start(options());
        SimulatedCarrier carrier = carrier()) {
      greet(simulator, carrier);
      CountDownLatch interrupted = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown, "stop"));
      interrupted.await();
    }
    return ExitCode.DONE;
  }

  private void greet(Simulator simulator, @Nullable SimulatedCarrier carrier) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Simulated Genesys Cloud org at " + simulator.uri());
    List<String> names = simulator.orgs();
    String unless = config == null ? "" : ", unless the start file gives it another secret";
    out.println("  client id and secret: simulator / simulator" + unless);
    if (names.size() > 1) {
      out.println("  orgs, by client id: " + String.join(", ", names));
    }
    out.println("  state: " + (state == null ? "in memory, gone at the end" : state));
    tell(out, "start file", config);
    orgs.forEach(org -> tell(out, "exported org", org));
    tell(out, "faults", faults);
    settings.forEach((name, value) -> tell(out, "setting", name + "=" + value));
    out.println("  requests, faults, settings: " + simulator.uri() + "/__sim/");
    if (carrier != null) {
      out.println("Simulated SIP carrier at sip:127.0.0.1:" + carrier.port() + " (udp, tcp)");
      out.println("  user and password: carrier / carrier, realm " + CARRIER.realm());
    }
    out.flush();
  }

  private static void tell(PrintWriter out, String what, @Nullable Object value) {
    if (value != null) {
      out.println("  " + what + ": " + value);
    }
  }

  private @Nullable SimulatedCarrier carrier() {
    if (carrierPort == null) {
      return null;
    }
    if (carrierPort < 0 || carrierPort > HIGHEST_PORT) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "--carrier-port \"" + carrierPort + "\": a port is between 0 and " + HIGHEST_PORT,
          "0 takes any free one.");
    }
    try {
      return SimulatedCarrier.start(CARRIER.withPort(carrierPort));
    } catch (IllegalStateException e) {
      throw new CommandException(
          ExitCode.FAILED, String.valueOf(e.getMessage()), "Choose another --carrier-port.");
    }
  }

  private SimulatorOptions options() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "--port \"" + port + "\": a port is between 0 and " + HIGHEST_PORT,
          "0 takes any free one.");
    }
    Map<String, Path> exported = new LinkedHashMap<>();
    for (String org : orgs) {
      int equals = org.indexOf('=');
      String client = equals < 0 ? SimulatorInputs.DEFAULT_ORG : org.substring(0, equals);
      exported.put(client, Path.of(org.substring(equals + 1)));
    }
    SimulatorOptions inMemory =
        SimulatorOptions.inMemory()
            .withPort(port)
            .withInputs(new SimulatorInputs(config, exported, faults, settings, seed));
    return state == null ? inMemory : inMemory.withStateFolder(state);
  }
}
