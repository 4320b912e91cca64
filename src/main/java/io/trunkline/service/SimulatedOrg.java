package io.trunkline.service;

import io.trunkline.genesys.Org;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.simulator.SimulatorOptions;
import java.nio.file.Path;
import org.apache.camel.support.service.ServiceSupport;

/** The embedded org as a service of the context: it ends with it. */
final class SimulatedOrg extends ServiceSupport {
  static final String NAME = "simulator";

  /** The simulator's own rate limit, when it is switched on, is told by its headers. */
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final Simulator simulator;

  private SimulatedOrg(Simulator simulator) {
    this.simulator = simulator;
  }

  static SimulatedOrg start(Path data) throws SimulatorException {
    return new SimulatedOrg(
        Simulator.start(SimulatorOptions.inMemory().withStateFolder(data.resolve("simulator"))));
  }

  Org org() {
    return new Org(
        NAME, simulator.uri(), simulator.uri(), "simulator", "simulator", UNLIMITED, true);
  }

  @Override
  protected void doStop() {
    simulator.close();
  }
}
