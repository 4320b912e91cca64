package io.trunkline.simulator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is started.
 *
 * @param host address to listen on
 * @param port TCP port, 0 for any free one
 * @param stateFolder where the organizations are kept, or null to keep them in memory only
 * @param organization an exported organization that replaces the default one, or null
 * @param faultScript faults to begin with, or null
 */
public record SimulatorOptions(
    String host,
    int port,
    @Nullable Path stateFolder,
    @Nullable Path organization,
    @Nullable Path faultScript) {

  /** Without an exported organization and without faults. */
  public SimulatorOptions(String host, int port, @Nullable Path stateFolder) {
    this(host, port, stateFolder, null, null);
  }

  /** A simulator for one process: on any free port of the loopback, in memory. */
  public static SimulatorOptions inMemory() {
    return new SimulatorOptions("127.0.0.1", 0, null);
  }

  /** The same with another port. */
  public SimulatorOptions withPort(int otherPort) {
    return new SimulatorOptions(host, otherPort, stateFolder, organization, faultScript);
  }

  /** The same with its state on disk. */
  public SimulatorOptions withStateFolder(Path folder) {
    return new SimulatorOptions(host, port, folder, organization, faultScript);
  }

  /** The same beginning with an exported organization. */
  public SimulatorOptions withOrganization(Path exported) {
    return new SimulatorOptions(host, port, stateFolder, exported, faultScript);
  }

  /** The same beginning with a fault script. */
  public SimulatorOptions withFaultScript(Path script) {
    return new SimulatorOptions(host, port, stateFolder, organization, script);
  }
}
