package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes of runtime trunks at given times, written down or drawn from a seed. */
final class TrunkScript {
  private static final long BEAT_MILLIS = 5;
  // Between so many changes others get their turn: heartbeats, calls.
  private static final int AT_ONCE = 20;

  private final Map<String, Deque<Due>> due = new HashMap<>();

  /**
   * One change.
   *
   * @param afterMs when, from now
   * @param trunk id of the runtime trunk
   * @param patch as {@link TrunkPatch} takes it
   */
  record Step(long afterMs, String trunk, ObjectNode patch) {}

  /**
   * Trunks that go up and down.
   *
   * @param seed the same seed and trunks give the same changes
   * @param trunks how many flap
   * @param flaps how often each changes at least; a random one more decides how it ends
   * @param overMs in which time
   */
  record Storm(long seed, int trunks, int flaps, long overMs) {}

  private record Due(long at, String trunk, ObjectNode patch) {}

  /** Begins a storm; gives the number of changes it will make. */
  int storm(Org org, List<Entity> all, Storm storm) {
    Random random = new Random(storm.seed());
    List<Entity> chosen = new ArrayList<>(all);
    chosen.sort(Comparator.comparing(Entity::id));
    Collections.shuffle(chosen, random);
    List<Step> steps = new ArrayList<>();
    for (Entity trunk : chosen.subList(0, Math.min(storm.trunks(), chosen.size()))) {
      boolean up = trunk.tree().path("connectedStatus").path("connected").asBoolean();
      int flaps = storm.flaps() + random.nextInt(2);
      long[] times = random.longs(flaps, 0, Math.max(1, storm.overMs())).sorted().toArray();
      for (long time : times) {
        up = !up;
        steps.add(
            new Step(time, trunk.id(), Json.object().put("connected", up).put("options", up)));
      }
    }
    run(org, steps);
    return steps.size();
  }

  /** Adds changes to those under way. */
  void run(Org org, List<Step> steps) {
    long now = org.now();
    List<Due> all = new ArrayList<>(due.getOrDefault(org.name(), new ArrayDeque<>()));
    boolean idle = all.isEmpty();
    steps.forEach(step -> all.add(new Due(now + step.afterMs(), step.trunk(), step.patch())));
    all.sort(Comparator.comparingLong(Due::at));
    due.put(org.name(), new ArrayDeque<>(all));
    if (idle) {
      beat(org);
    }
  }

  int pending(Org org) {
    return due.getOrDefault(org.name(), new ArrayDeque<>()).size();
  }

  void cancel(Org org) {
    due.remove(org.name());
  }

  private void beat(Org org) {
    Deque<Due> waiting = due.getOrDefault(org.name(), new ArrayDeque<>());
    int done = 0;
    while (done++ < AT_ONCE && !waiting.isEmpty() && waiting.element().at() <= org.now()) {
      Due next = waiting.remove();
      Entity trunk = org.find(Kind.TRUNK, next.trunk());
      if (trunk != null) {
        org.put(Kind.TRUNK, TrunkPatch.applied(trunk.tree(), next.patch(), org.now()));
      }
    }
    org.commit();
    if (!waiting.isEmpty()) {
      org.scheduler().after(done > AT_ONCE ? 1 : BEAT_MILLIS, () -> beat(org));
    }
  }
}
