package io.trunkline.simulator;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator begins with. What is given here goes before the start file.
 *
 * @param startFile organizations, clients, settings and faults in one file, or null
 * @param organizations exported organizations by client id
 * @param faultScript faults to begin with, or null
 * @param settings values of settings by dotted name, as JSON or plain text, for every organization
 * @param seed draws ids and random faults, so that runs can be repeated; null for fresh ids
 */
public record SimulatorInputs(
    @Nullable Path startFile,
    Map<String, Path> organizations,
    @Nullable Path faultScript,
    Map<String, String> settings,
    @Nullable Long seed) {

  /** Client id of the organization that is always there. */
  public static final String DEFAULT_ORG = Orgs.DEFAULT;

  /** The default organization from the seed, with default settings and without faults. */
  public static SimulatorInputs none() {
    return new SimulatorInputs(null, Map.of(), null, Map.of(), null);
  }
}
