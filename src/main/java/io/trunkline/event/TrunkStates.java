package io.trunkline.event;

import io.trunkline.store.CommitQueue;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of trunks, held from one group of events to the next. In busy seconds each reaches its
 * table once a second; who comes after, be it another node or this one after a crash, merges the
 * events again that the table lacks. For the store's writer, within its transactions: in each,
 * {@link #turn} comes first.
 */
final class TrunkStates {
  /** States that are held, and as many more on their way to the table. */
  private static final int MOST = 10_000;

  /** Events a second above which states may lag. */
  private static final int BUSY = 1_000;

  private static final Duration LAG = Duration.ofSeconds(1);

  /** Between two looks. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** States that are written together at most: the events of the moment wait for them. */
  private static final int SHARE = 1_000;

  private final CommitQueue commits;
  private final StateTable table;
  private final LaggingEvents lagging;
  private final Clock clock;
  private final String node = UUID.randomUUID().toString();

  /** What the table has. */
  private final Map<String, TrunkState> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrunkState> eldest) {
          return size() > MOST;
        }
      };

  /** A look at which states are due. */
  private record Look(Instant at, long lastTold) {}

  private static final Look NEVER = new Look(Instant.EPOCH, 0);

  /**
   * A state that its table lacks.
   *
   * @param since the look before the first event that the table's row lacks
   */
  private record Due(TrunkState state, Look since) {}

  /** Those that wait longest come first. */
  private final Map<String, Due> unwritten = new LinkedHashMap<>();

  private long takenBack = -1;
  private @Nullable Long after;
  private final LoadWindow load = new LoadWindow(BUSY);
  private boolean busy;
  private Look last = NEVER;

  TrunkStates(Store store, FlapRule rule, Clock clock) {
    this.commits = store.commits();
    this.table = new StateTable(store);
    this.lagging = new LaggingEvents(table, rule);
    this.clock = clock;
  }

  /**
   * Begins a write. What is held stands only if this node wrote last and nothing was taken back
   * since; otherwise the table is brought up to date.
   */
  void turn(JdbcClient write, Outbox.Line line) {
    after = line.statesAfter();
    long now = commits.takenBack();
    boolean mine = node.equals(line.statesBy());
    if (mine && takenBack == now) {
      return;
    }
    forget();
    if (after != null) {
      LaggingEvents.Merged merged = lagging.merge(write, after);
      writeAll(write, merged.states(), merged.fresh());
    } else if (!mine) {
      table.lags(write, node, null);
    }
    takenBack = now;
  }

  private void forget() {
    held.clear();
    unwritten.clear();
    load.reset();
    last = NEVER;
  }

  /** Writes some of the states that the table lacks; {@link #lag} says whether others remain. */
  void settle(JdbcClient write) {
    last = new Look(clock.instant(), table.lastTold(write));
    Look oldest = writeOldest(write, each -> true);
    lags(write, unwritten.isEmpty() ? null : oldest.lastTold);
  }

  /** Those that are known, by {@link TrunkState#id}. */
  Map<String, TrunkState> of(JdbcClient write, Map<String, Set<String>> trunksByOrg) {
    Map<String, TrunkState> states = new HashMap<>();
    trunksByOrg.forEach(
        (org, trunks) -> {
          Set<String> absent = new HashSet<>();
          for (String trunk : trunks) {
            String id = TrunkState.id(org, trunk);
            Due due = unwritten.get(id);
            TrunkState state = due == null ? held.get(id) : due.state;
            if (state == null) {
              absent.add(trunk);
            } else {
              states.put(id, state);
            }
          }
          if (!absent.isEmpty()) {
            table
                .states(write, org, absent)
                .forEach((trunk, state) -> states.put(TrunkState.id(org, trunk), state));
          }
        });
    return states;
  }

  /** The trunks of a name that have an id. */
  List<String> named(JdbcClient write, String org, String name) {
    return table.named(write, org, name);
  }

  /**
   * Looks which states are due, and writes them. Comes before {@link #save}, and before what is
   * told of the states gets its numbers.
   *
   * @param events how many make new states now
   */
  void look(JdbcClient write, int events) {
    Instant now = clock.instant();
    busy = load.busyWith(events, now);
    if (busy && !within(LOOK, last.at, now)) {
      last = new Look(now, table.lastTold(write));
      Look oldest =
          writeOldest(write, each -> !within(LAG, each.since.at, now) || unwritten.size() > MOST);
      if (after != null && after < oldest.lastTold) {
        lags(write, oldest.lastTold);
      }
    }
  }

  /**
   * Saves states that were told.
   *
   * @param before what {@link #of} told
   * @param told whether the outbox tells all that made them, so that they could be merged again
   */
  void save(
      JdbcClient write,
      Map<String, TrunkState> before,
      Collection<TrunkState> states,
      boolean told) {
    Set<String> fresh = new HashSet<>();
    List<TrunkState> now = new ArrayList<>();
    for (TrunkState state : states) {
      String id = state.id();
      TrunkState known = before.get(id);
      if (known == null) {
        fresh.add(id);
      }
      if (!told || known == null || !Objects.equals(known.name(), state.name())) {
        now.add(state);
      } else {
        Due due = unwritten.get(id);
        unwritten.put(id, new Due(state, due == null ? last : due.since));
      }
    }
    if (!busy) {
      writeAll(write, now, fresh);
      return;
    }
    if (!now.isEmpty()) {
      now.forEach(state -> unwritten.remove(state.id()));
      write(write, now, fresh, table.lastTold(write));
    }
    if (after == null && !unwritten.isEmpty()) {
      lags(write, last.lastTold);
    }
  }

  /** Whether the table lags, so that {@link #settle} must follow. */
  boolean lag() {
    return after != null;
  }

  private static boolean within(Duration time, Instant since, Instant now) {
    return !now.isBefore(since) && now.isBefore(since.plus(time));
  }

  /**
   * Writes the states that wait longest, with the number of the last look.
   *
   * @return what the oldest that remains waits since
   */
  private Look writeOldest(JdbcClient write, Predicate<Due> due) {
    List<TrunkState> some = new ArrayList<>();
    Iterator<Due> waiting = unwritten.values().iterator();
    Look oldest = last;
    while (waiting.hasNext()) {
      Due each = waiting.next();
      if (some.size() == SHARE || !due.test(each)) {
        oldest = each.since;
        break;
      }
      some.add(each.state);
      waiting.remove();
    }
    write(write, some, Set.of(), last.lastTold);
    return oldest;
  }

  private void lags(JdbcClient write, @Nullable Long number) {
    after = number;
    table.lags(write, node, number);
  }

  private void write(
      JdbcClient write, List<TrunkState> states, Set<String> fresh, @Nullable Long mergedTo) {
    table.save(write, states, fresh, mergedTo);
    states.forEach(state -> held.put(state.id(), state));
  }

  /** Also notes that nothing lags any more, and by whom. */
  private void writeAll(JdbcClient write, Collection<TrunkState> more, Set<String> fresh) {
    more.forEach(state -> unwritten.remove(state.id()));
    List<TrunkState> all = new ArrayList<>(more);
    unwritten.values().forEach(each -> all.add(each.state));
    write(write, all, fresh, null);
    unwritten.clear();
    last = NEVER;
    if (after != null) {
      lags(write, null);
    }
  }
}
