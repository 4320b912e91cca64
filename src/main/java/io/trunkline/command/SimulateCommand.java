package io.trunkline.command;

import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.simulator.SimulatorOptions;
import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import java.nio.file.Path;
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
      var out = spec.commandLine().getOut();
      out.println("Simulated Genesys Cloud org at " + simulator.uri());
      out.println("  client id and secret: simulator / simulator");
      out.println("  state: " + (state == null ? "in memory, gone at the end" : state));
      out.println("  requests, faults, settings: " + simulator.uri() + "/__sim/");
      if (carrier != null) {
        out.println("Simulated SIP carrier at sip:127.0.0.1:" + carrier.port() + " (udp, tcp)");
        out.println("  user and password: carrier / carrier, realm " + CARRIER.realm());
      }
      out.flush();
      CountDownLatch interrupted = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown, "stop"));
      interrupted.await();
    }
    return ExitCode.DONE;
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
    SimulatorOptions inMemory = SimulatorOptions.inMemory().withPort(port);
    return state == null ? inMemory : inMemory.withStateFolder(state);
  }
}
