package io.trunkline.service;

import io.trunkline.genesys.Org;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.simulator.SimulatorOptions;
import java.net.URI;
import java.nio.file.Path;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The embedded org: a service of the context that ends with it, or the one of the running service
 * that holds the data folder.
 */
final class SimulatedOrg extends ServiceSupport {
  static final String NAME = "simulator";

  /** The simulator's own rate limit, when it is switched on, is told by its headers. */
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final URI uri;
  private final @Nullable Simulator simulator;

  private SimulatedOrg(URI uri, @Nullable Simulator simulator) {
    this.uri = uri;
    this.simulator = simulator;
  }

  static SimulatedOrg start(Path data) throws SimulatorException {
    URI running = RunningService.of(data).map(RunningService::simulator).orElse(null);
    if (running != null) {
      return new SimulatedOrg(running, null);
    }
    Simulator own =
        Simulator.start(SimulatorOptions.inMemory().withStateFolder(data.resolve("simulator")));
    return new SimulatedOrg(own.uri(), own);
  }

  Org org() {
    return new Org(NAME, uri, uri, "simulator", "simulator", UNLIMITED, true);
  }

  @Override
  protected void doStop() {
    if (simulator != null) {
      simulator.close();
    }
  }
}
