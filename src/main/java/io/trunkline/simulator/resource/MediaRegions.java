package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import java.util.ArrayList;
import java.util.List;

/** The AWS regions in which media can be handled (3.4). */
final class MediaRegions {
  List<Operation> operations() {
    return List.of(
        Operation.of("GET", "/api/v2/telephony/mediaregions", "MediaRegions", this::get)
            .does("Read the media regions", "3.4")
            .under("region.home", "region.core", "region.satellite"));
  }

  private Answer get(Call call) {
    Settings settings = call.org().settings();
    ObjectNode regions = Json.object().put("awsHomeRegion", settings.text("region.home"));
    ArrayNode core = regions.putArray("awsCoreRegions");
    settings.texts("region.core").forEach(core::add);
    ArrayNode satellite = regions.putArray("awsSatelliteRegions");
    settings.texts("region.satellite").forEach(satellite::add);
    return Answer.ok(regions);
  }

  /** All regions a site may name. */
  static List<String> all(Settings settings) {
    List<String> regions = new ArrayList<>(settings.texts("region.core"));
    regions.addAll(settings.texts("region.satellite"));
    regions.add(settings.text("region.home"));
    return regions;
  }
}
