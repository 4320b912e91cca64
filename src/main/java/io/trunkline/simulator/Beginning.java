package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.fault.FaultScript;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the organizations begin with, at the start and after every reset.
 *
 * @param settings of every organization, as a merge patch
 * @param orgs what single organizations begin with, by client id
 * @param faults the first fault script
 * @param seed of ids, or null for random ones
 */
record Beginning(
    ObjectNode settings, Map<String, OfOrg> orgs, FaultScript faults, @Nullable Long seed) {

  /** An exported organization and the file that it was read from. */
  record Export(Path file, ObjectNode document) {}

  /**
   * What one organization begins with.
   *
   * @param export its content, or null for the seed
   * @param settings its own settings, as a merge patch
   * @param clients further clients, or the one it is made with if that is to be another
   */
  record OfOrg(@Nullable Export export, ObjectNode settings, List<Client> clients) {}

  /** What an organization begins with, perhaps nothing of its own. */
  OfOrg of(String org) {
    return orgs.getOrDefault(org, new OfOrg(null, Json.object(), List.of()));
  }

  /** The settings of an organization. */
  Settings settingsOf(String org) {
    return Settings.defaults().patched(Json.mergePatch(settings, of(org).settings()));
  }
}
