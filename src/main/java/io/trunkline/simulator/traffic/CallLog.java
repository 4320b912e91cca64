package io.trunkline.simulator.traffic;

import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All calls of an organization's trunks, in the order of their beginning: the same for the same
 * seed and trunks, whoever asks and when. Nothing is kept but the slots that were looked at last.
 */
public final class CallLog {
  private static final int KEPT_SLOTS = 16;
  private static final Comparator<CarrierCall> ORDER =
      Comparator.comparingLong(CarrierCall::start).thenComparing(CarrierCall::id);

  private final List<CarrierTrunk> trunks;
  private final long since;
  private final Map<Long, List<CarrierCall>> slots =
      new LinkedHashMap<>(32, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<CarrierCall>> eldest) {
          return size() > KEPT_SLOTS;
        }
      };

  CallLog(List<CarrierTrunk> trunks, long since) {
    this.trunks = List.copyOf(trunks);
    this.since = since;
  }

  static List<CarrierTrunk> trunks(List<Entity> runtimeTrunks, Settings settings) {
    long seed = settings.number("traffic.seed");
    long perDay = settings.number("traffic.callsPerTrunkPerDay");
    List<CarrierTrunk> trunks = new ArrayList<>();
    for (Entity trunk : runtimeTrunks) {
      if ("EXTERNAL".equals(trunk.trunkType())) {
        String edge = trunk.tree().path("edge").path("id").asText();
        trunks.add(new CarrierTrunk(trunk.id(), trunk.name(), edge, seed, perDay));
      }
    }
    return trunks;
  }

  static long since(Settings settings) {
    return Json.millis(settings.text("traffic.since"));
  }

  /**
   * What the organization takes for now: its clock, or the moment at which the settings hold it.
   */
  public static long now(Org org) {
    String held = org.settings().text("traffic.now");
    return held.isEmpty() ? org.now() : Json.millis(held);
  }

  /** The first slot in which a call can begin that lasts at a moment. */
  long firstSlot(long from) {
    return WeeklyShape.slot(Math.max(since, from - CarrierCall.LONGEST));
  }

  /** How many calls begin in a slot. */
  long count(long slot) {
    if (slot * WeeklyShape.SLOT < since) {
      return 0;
    }
    long count = 0;
    for (CarrierTrunk trunk : trunks) {
      count += trunk.count(slot);
    }
    return count;
  }

  /** The calls that begin in a slot, in order. */
  List<CarrierCall> calls(long slot) {
    if (slot * WeeklyShape.SLOT < since) {
      return List.of();
    }
    return slots.computeIfAbsent(
        slot,
        missing -> {
          List<CarrierCall> calls = new ArrayList<>();
          trunks.forEach(trunk -> calls.addAll(trunk.calls(slot)));
          calls.sort(ORDER);
          return calls;
        });
  }

  /** Calls that begin in a stretch of time, in order. */
  public void begun(long from, long to, Consumer<CarrierCall> consumer) {
    for (long slot = WeeklyShape.slot(from); slot * WeeklyShape.SLOT < to; slot++) {
      for (CarrierCall call : calls(slot)) {
        if (call.start() >= from && call.start() < to) {
          consumer.accept(call);
        }
      }
    }
  }

  /**
   * Calls on a trunk at a moment.
   *
   * @param mismatches calls of the last 24 hours whose quality fell short
   */
  public record Active(int inbound, int outbound, int mismatches) {}

  /** What the metrics of a trunk tell at a moment; zeros for one that is not a carrier's. */
  public Active active(String trunkId, long at) {
    for (CarrierTrunk trunk : trunks) {
      if (trunk.id().equals(trunkId)) {
        return active(trunk, at);
      }
    }
    return new Active(0, 0, 0);
  }

  private Active active(CarrierTrunk trunk, long at) {
    int inbound = 0;
    int outbound = 0;
    long last = WeeklyShape.slot(at);
    for (long slot = firstSlot(at); slot <= last; slot++) {
      for (CarrierCall call : trunk.calls(slot)) {
        if (call.start() <= at && at < call.end()) {
          inbound += call.inbound() ? 1 : 0;
          outbound += call.inbound() ? 0 : 1;
        }
      }
    }
    long ofDay = 0;
    for (long slot = last - 144; slot < last; slot++) {
      ofDay += slot * WeeklyShape.SLOT < since ? 0 : trunk.count(slot);
    }
    return new Active(inbound, outbound, (int) (ofDay / 200));
  }

  /** The call of a conversation; null when there is none. */
  public @Nullable CarrierCall find(UUID conversation) {
    long slot = conversation.getMostSignificantBits() >>> 32;
    for (CarrierCall call : calls(slot)) {
      if (call.id().equals(conversation)) {
        return call;
      }
    }
    return null;
  }
}
