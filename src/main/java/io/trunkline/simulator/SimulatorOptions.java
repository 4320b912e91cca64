package io.trunkline.simulator;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is started.
 *
 * @param host address to listen on
 * @param port TCP port, 0 for any free one
 * @param stateFolder where the organizations are kept, or null to keep them in memory only
 * @param inputs files and values that it begins with
 */
public record SimulatorOptions(
    String host, int port, @Nullable Path stateFolder, SimulatorInputs inputs) {

  /** A simulator for one process: on any free port of the loopback, in memory. */
  public static SimulatorOptions inMemory() {
    return new SimulatorOptions("127.0.0.1", 0, null, SimulatorInputs.none());
  }

  /** The same with another port. */
  public SimulatorOptions withPort(int otherPort) {
    return new SimulatorOptions(host, otherPort, stateFolder, inputs);
  }

  /** The same with its state on disk. */
  public SimulatorOptions withStateFolder(Path folder) {
    return new SimulatorOptions(host, port, folder, inputs);
  }

  /** The same with other inputs. */
  public SimulatorOptions withInputs(SimulatorInputs others) {
    return new SimulatorOptions(host, port, stateFolder, others);
  }

  /** The same, the default organization beginning as an exported one. */
  public SimulatorOptions withOrganization(Path exported) {
    Map<String, Path> organizations = new LinkedHashMap<>(inputs.organizations());
    organizations.put(Orgs.DEFAULT, exported);
    return withInputs(
        new SimulatorInputs(
            inputs.startFile(),
            organizations,
            inputs.faultScript(),
            inputs.settings(),
            inputs.seed()));
  }

  /** The same beginning with a fault script. */
  public SimulatorOptions withFaultScript(Path script) {
    return withInputs(
        new SimulatorInputs(
            inputs.startFile(), inputs.organizations(), script, inputs.settings(), inputs.seed()));
  }
}
