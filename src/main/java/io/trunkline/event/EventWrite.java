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
import java.util.function.Consumer;
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
  private final Recurrence recurrence = new Recurrence();
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
    Sum sum = inserted(write, observations);
    recurrence.saw(observations.size(), sum.receipts.contains(Receipt.DUPLICATE));
    if (!sum.fresh.isEmpty()) {
      states.look(write, sum.kept);
      outbox.insert(write, sum.told);
      states.save(write, sum.before, sum.after.values(), sum.allKept);
    }
    return new Written(sum.receipts, states.lag());
  }

  /** Looking for those that are known costs a tenth of writing those that are not. */
  private Sum inserted(JdbcClient write, List<Seen> observations) {
    if (!recurrence.likely()) {
      Sum all = table.unlessKnown(() -> insert(write, new Sum(observations, new HashSet<>())));
      if (all != null) {
        return all;
      }
    }
    return insert(write, new Sum(observations, known(write, observations)));
  }

  /**
   * Writes some of the states that their table lacks.
   *
   * @return whether others remain
   */
  boolean settle(JdbcClient write) {
    if (catchUp(write)) {
      states.settle(write);
      return states.lag();
    }
    return false;
  }

  /**
   * Merges what a node left that died, if any; who is alive is not disturbed by it.
   *
   * @return whether the table lacks states that this node holds
   */
  boolean catchUp(JdbcClient write) {
    Outbox.Line line = outbox.turn(write);
    if (line.statesAfter() == null) {
      return false;
    }
    states.turn(write, line);
    return states.lag();
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
    final List<Receipt> receipts = new ArrayList<>();
    final List<Seen> fresh = new ArrayList<>();
    final Map<String, TrunkState> before = new HashMap<>();
    final Map<String, TrunkState> after = new LinkedHashMap<>();
    final List<Notification> told = new ArrayList<>();
    int kept;
    boolean allKept = true;

    /** Tells those that are new from those that are known, or come twice in the group. */
    Sum(List<Seen> observations, Set<String> known) {
      for (Seen seen : observations) {
        boolean duplicate = !known.add(seen.observation().source().text() + '\n' + seen.key());
        receipts.add(duplicate ? Receipt.DUPLICATE : Receipt.ACCEPTED);
        if (!duplicate) {
          fresh.add(seen);
        }
      }
    }

    TrunkState state(Observation seen, String trunk) {
      String id = TrunkState.id(seen.org(), trunk);
      TrunkState state = after.getOrDefault(id, before.get(id));
      return state == null ? TrunkState.unknown(seen.org(), trunk, seen.at()) : state;
    }
  }

  private Sum insert(JdbcClient write, Sum sum) {
    if (!sum.fresh.isEmpty()) {
      List<Aimed> aimed = new ArrayList<>();
      sum.fresh.forEach(seen -> aimed.addAll(aim(write, seen)));
      sum.before.putAll(states.of(write, trunks(aimed)));
      Instant now = clock.instant();
      table.insert(write, kept -> aimed.forEach(each -> add(each, now, sum, kept)));
    }
    return sum;
  }

  private void add(Aimed each, Instant now, Sum sum, Consumer<TrunkEvent> kept) {
    if (each.trunk == null) {
      keep(event(each, Effect.UNREADABLE, now), null, sum, kept);
      return;
    }
    TrunkState state = sum.state(each.seen, each.trunk);
    TrunkState.Step step = state.after(each.seen, rule);
    sum.after.put(state.id(), step.state());
    String cause = null;
    if (worthKeeping(each.seen, step)) {
      TrunkEvent event = event(each, readable(each.seen) ? step.effect() : Effect.UNREADABLE, now);
      keep(event, step.state(), sum, kept);
      cause = event.id();
    } else {
      sum.allKept = false;
    }
    if (step.changed()) {
      sum.told.add(TrunkEvent.changed(ids.next(now), state, step.state(), cause, now));
    }
  }

  private static void keep(
      TrunkEvent event, @Nullable TrunkState state, Sum sum, Consumer<TrunkEvent> kept) {
    kept.accept(event);
    sum.kept++;
    sum.told.add(event.told(state));
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
