package io.trunkline.event;

import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One transaction: observations that are new, the states that they make, and what is to be told of
 * both. Done twice it does nothing the second time, because the events are known then.
 */
final class EventWrite {
  private static final int ORG = 200;
  private static final int TRUNK = 300;

  private final EventTable table;
  private final TrunkStates states;
  private final Outbox outbox;
  private final FlapRule rule;
  private final EventIds ids;
  private final Clock clock;

  EventWrite(Store store, Outbox outbox, FlapRule rule, EventIds ids, Clock clock) {
    this.table = new EventTable(store);
    this.states = new TrunkStates(store, rule, clock);
    this.outbox = outbox;
    this.rule = rule;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What a write did.
   *
   * @param receipts one for each observation
   * @param lags whether {@link #settle} must follow
   */
  record Written(List<Receipt> receipts, boolean lags) {}

  /** Writes them in their order. */
  Written write(JdbcClient write, List<Seen> observations) {
    states.turn(write, outbox.turn(write));
    Set<String> known = known(write, observations);
    List<Receipt> receipts = new ArrayList<>();
    List<Seen> order = new ArrayList<>();
    for (Seen seen : observations) {
      boolean duplicate = !known.add(seen.observation().source().text() + '\n' + seen.key());
      receipts.add(duplicate ? Receipt.DUPLICATE : Receipt.ACCEPTED);
      if (!duplicate) {
        order.add(seen);
      }
    }
    if (!order.isEmpty()) {
      apply(write, order);
    }
    return new Written(receipts, states.lag());
  }

  /** Brings the states in their table up to date. */
  void settle(JdbcClient write) {
    Outbox.Line line = outbox.turn(write);
    if (line.statesAfter() != null) {
      states.turn(write, line);
      states.settle(write);
    }
  }

  private Set<String> known(JdbcClient write, List<Seen> observations) {
    Map<String, List<String>> bySource = new HashMap<>();
    for (Seen seen : observations) {
      bySource
          .computeIfAbsent(seen.observation().source().text(), none -> new ArrayList<>())
          .add(seen.key());
    }
    Set<String> known = new HashSet<>();
    bySource.forEach(
        (source, keys) ->
            table.known(write, source, keys).forEach(key -> known.add(source + '\n' + key)));
    return known;
  }

  /** An observation and the trunk that it counts for. */
  private record Aimed(Seen from, Observation seen, String key, @Nullable String trunk) {}

  /** What a group adds up to. */
  private static final class Sum {
    final Map<String, TrunkState> before;
    final Map<String, TrunkState> after = new LinkedHashMap<>();
    final List<TrunkEvent> events = new ArrayList<>();
    final List<Notification> told = new ArrayList<>();
    boolean allKept = true;

    Sum(Map<String, TrunkState> before) {
      this.before = before;
    }

    TrunkState state(Observation seen, String trunk) {
      String id = TrunkState.id(seen.org(), trunk);
      TrunkState state = after.getOrDefault(id, before.get(id));
      return state == null ? TrunkState.unknown(seen.org(), trunk, seen.at()) : state;
    }

    void add(TrunkEvent event, @Nullable TrunkState state) {
      events.add(event);
      told.add(event.told(state));
    }
  }

  private void apply(JdbcClient write, List<Seen> fresh) {
    List<Aimed> aimed = new ArrayList<>();
    fresh.forEach(seen -> aimed.addAll(aim(write, seen)));
    Sum sum = new Sum(states.of(write, trunks(aimed)));
    Instant now = clock.instant();
    aimed.forEach(each -> add(each, now, sum));
    table.insert(write, sum.events);
    states.save(write, sum.before, sum.after.values(), sum.allKept ? sum.events.size() : null);
    outbox.insert(write, sum.told);
  }

  private void add(Aimed each, Instant now, Sum sum) {
    if (each.trunk == null) {
      sum.add(event(each, Effect.UNREADABLE, now), null);
      return;
    }
    TrunkState state = sum.state(each.seen, each.trunk);
    TrunkState.Step step = state.after(each.seen, rule);
    sum.after.put(state.id(), step.state());
    String cause = null;
    if (worthKeeping(each.seen, step)) {
      TrunkEvent event = event(each, readable(each.seen) ? step.effect() : Effect.UNREADABLE, now);
      sum.add(event, step.state());
      cause = event.id();
    } else {
      sum.allKept = false;
    }
    if (step.changed()) {
      sum.told.add(TrunkEvent.changed(ids.next(now), state, step.state(), cause, now));
    }
  }

  private TrunkEvent event(Aimed each, Effect effect, Instant now) {
    return new TrunkEvent(ids.next(now), each.key, each.trunk, effect, each.seen, each.from);
  }

  private static boolean readable(Observation seen) {
    return !seen.state().equals(PartialState.NOTHING) || seen.source().kind() == SourceKind.STALE;
  }

  /** Polls repeat themselves; what they repeat is not an event. */
  private static boolean worthKeeping(Observation seen, TrunkState.Step step) {
    return switch (seen.source().kind()) {
      case POLL, STALE -> step.effect() == Effect.APPLIED;
      default -> true;
    };
  }

  private List<Aimed> aim(JdbcClient write, Seen from) {
    Observation seen = from.observation();
    String org = StoredText.of(seen.org(), ORG);
    Observation stored = seen.org().equals(org) || org == null ? seen : seen.inOrg(org);
    String key = from.key();
    TrunkRef ref = seen.trunk();
    if (ref.id() == null && ref.name() != null) {
      List<String> named = states.named(write, stored.org(), ref.name());
      if (!named.isEmpty()) {
        return java.util.stream.IntStream.range(0, named.size())
            .mapToObj(i -> new Aimed(from, stored, i == 0 ? key : key + "#" + i, named.get(i)))
            .toList();
      }
    }
    return List.of(new Aimed(from, stored, key, StoredText.of(ref.key(), TRUNK)));
  }

  private static Map<String, Set<String>> trunks(List<Aimed> aimed) {
    Map<String, Set<String>> byOrg = new HashMap<>();
    for (Aimed each : aimed) {
      if (each.trunk != null) {
        byOrg.computeIfAbsent(each.seen.org(), none -> new HashSet<>()).add(each.trunk);
      }
    }
    return byOrg;
  }
}
