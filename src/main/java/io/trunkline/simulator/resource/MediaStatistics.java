package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.traffic.CallLog;
import io.trunkline.simulator.traffic.CarrierCall;
import io.trunkline.simulator.traffic.Traffic;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Media statistics of a conversation: the only answer that ties quality to a trunk (6.2). */
final class MediaStatistics {
  private static final String PATH = Life.EDGES + "/mediastatistics/conversations/{conversationId}";
  private static final String ALL = "telephony:plugin:all";

  private final Traffic traffic;

  MediaStatistics(Traffic traffic) {
    this.traffic = traffic;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "MediaStatisticsListing", this::all)
            .does("Media statistics of a conversation that was answered", "6.2")
            .needs(ALL),
        Operation.of(
                "GET", PATH + "/communications/{communicationId}", "MediaStatistics", this::one)
            .does("Media statistics of one communication", "6.2")
            .needs(ALL));
  }

  private Answer all(Call call) {
    ObjectNode listing = Json.object();
    CarrierCall found = find(call);
    ObjectNode statistics = statistics(call, found);
    listing.putArray("entities");
    if (statistics != null) {
      listing.withArrayProperty("entities").add(statistics);
    }
    return Answer.ok(listing);
  }

  private Answer one(Call call) {
    ObjectNode statistics = statistics(call, find(call));
    if (statistics == null
        || !statistics.path("communicationId").asText().equals(call.variable("communicationId"))) {
      throw Refusal.notFound();
    }
    return Answer.ok(statistics);
  }

  private CarrierCall find(Call call) {
    CarrierCall found = null;
    try {
      found = traffic.log(call.org()).find(UUID.fromString(call.variable("conversationId")));
    } catch (IllegalArgumentException e) {
      // Not the form of an id, so nothing has it.
    }
    if (found == null || found.start() > CallLog.now(call.org())) {
      throw Refusal.notFound();
    }
    return found;
  }

  private static @Nullable ObjectNode statistics(Call call, CarrierCall of) {
    long now = CallLog.now(call.org());
    if (of.answered() == 0 || of.end() > now) {
      return null;
    }
    ObjectNode one = Json.object().put("communicationId", of.sessionId());
    one.put("dateStart", Json.date(of.start())).put("creationMilliseconds", of.start());
    ObjectNode statistics = one.putArray("mediaStatistics").addObject();
    statistics
        .putObject("trunk")
        .put("id", of.trunk().id())
        .put("name", of.trunk().name())
        .put("type", "external.pcv.byoc.carrier");
    statistics
        .putObject("rtp")
        .put("packetsReceived", of.received())
        .put("packetsSent", of.received() + of.discarded())
        .put("rtpEventsReceived", 0)
        .put("rtpEventsSent", 0)
        .put("estimatedAverageMos", of.averageMos());
    return one;
  }
}
