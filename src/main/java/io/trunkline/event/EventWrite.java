package io.trunkline.event;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

  private final EventTables tables;
  private final Outbox outbox;
  private final FlapRule rule;
  private final EventIds ids;
  private final Clock clock;

  EventWrite(EventTables tables, Outbox outbox, FlapRule rule, EventIds ids, Clock clock) {
    this.tables = tables;
    this.outbox = outbox;
    this.rule = rule;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes them in their order; one receipt each. */
  List<Receipt> write(JdbcClient write, List<Seen> observations) {
    outbox.queue(write);
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
    return receipts;
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
            tables.known(write, source, keys).forEach(key -> known.add(source + '\n' + key)));
    return known;
  }

  /** An observation and the trunk that it counts for. */
  private record Aimed(Seen from, Observation seen, String key, @Nullable String trunk) {}

  private void apply(JdbcClient write, List<Seen> fresh) {
    List<Aimed> aimed = new ArrayList<>();
    fresh.forEach(seen -> aimed.addAll(aim(write, seen)));
    Map<String, TrunkState> states = states(write, aimed);
    Set<String> before = Set.copyOf(states.keySet());
    Set<String> touched = new LinkedHashSet<>();
    List<TrunkEvent> events = new ArrayList<>();
    List<Notification> told = new ArrayList<>();
    Instant now = clock.instant();
    for (Aimed each : aimed) {
      if (each.trunk == null) {
        TrunkEvent event =
            new TrunkEvent(ids.next(now), each.key, null, Effect.UNREADABLE, each.seen, each.from);
        events.add(event);
        told.add(event.told(null));
        continue;
      }
      String id = EventTables.id(each.seen.org(), each.trunk);
      TrunkState state =
          states.computeIfAbsent(
              id, none -> TrunkState.unknown(each.seen.org(), each.trunk, each.seen.at()));
      TrunkState.Step step = state.after(each.seen, rule);
      states.put(id, step.state());
      touched.add(id);
      String cause = null;
      if (worthKeeping(each.seen, step)) {
        boolean readable = !each.seen.state().equals(PartialState.NOTHING);
        TrunkEvent event =
            new TrunkEvent(
                ids.next(now),
                each.key,
                each.trunk,
                readable || each.seen.source().kind() == SourceKind.STALE
                    ? step.effect()
                    : Effect.UNREADABLE,
                each.seen,
                each.from);
        events.add(event);
        told.add(event.told(step.state()));
        cause = event.id();
      }
      if (step.changed()) {
        told.add(TrunkEvent.changed(ids.next(now), state, step.state(), cause, now));
      }
    }
    tables.insert(write, events);
    tables.save(write, touched.stream().map(states::get).toList(), before);
    outbox.insert(write, told);
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
    Observation stored =
        seen.org().equals(org) || org == null
            ? seen
            : new Observation(
                org,
                seen.trunk(),
                seen.source(),
                seen.eventId(),
                seen.eventTime(),
                seen.receivedAt(),
                seen.state(),
                seen.raw());
    String key = from.key();
    TrunkRef ref = seen.trunk();
    if (ref.id() == null && ref.name() != null) {
      List<String> named = tables.named(write, stored.org(), ref.name());
      if (!named.isEmpty()) {
        return java.util.stream.IntStream.range(0, named.size())
            .mapToObj(i -> new Aimed(from, stored, i == 0 ? key : key + "#" + i, named.get(i)))
            .toList();
      }
    }
    return List.of(new Aimed(from, stored, key, StoredText.of(ref.key(), TRUNK)));
  }

  private Map<String, TrunkState> states(JdbcClient write, List<Aimed> aimed) {
    Map<String, Set<String>> byOrg = new HashMap<>();
    for (Aimed each : aimed) {
      if (each.trunk != null) {
        byOrg.computeIfAbsent(each.seen.org(), none -> new HashSet<>()).add(each.trunk);
      }
    }
    Map<String, TrunkState> states = new HashMap<>();
    byOrg.forEach(
        (org, trunks) ->
            tables
                .states(write, org, trunks)
                .forEach((trunk, state) -> states.put(EventTables.id(org, trunk), state)));
    return states;
  }
}
