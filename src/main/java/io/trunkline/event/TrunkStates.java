package io.trunkline.event;

import io.trunkline.store.CommitQueue;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of trunks, held from one group of events to the next. In busy seconds they reach their
 * table once a second; who comes after, be it another node or this one after a crash, merges the
 * events again that the table lacks. For the store's writer, within its transactions: in each,
 * {@link #turn} comes first.
 */
final class TrunkStates {
  /** States that are held, and as many more on their way to the table. */
  private static final int MOST = 10_000;

  private static final int PAGE = 1_000;

  /** Events a second above which states may lag. */
  private static final int BUSY = 1_000;

  private static final Duration LAG = Duration.ofSeconds(1);

  private final CommitQueue commits;
  private final StateTable table;
  private final FlapRule rule;
  private final Clock clock;
  private final String node = UUID.randomUUID().toString();

  private final Map<String, TrunkState> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrunkState> eldest) {
          return size() > MOST;
        }
      };
  private final Map<String, TrunkState> unwritten = new LinkedHashMap<>();
  private long takenBack = -1;
  private @Nullable Long after;
  private final LoadWindow load = new LoadWindow(BUSY);
  private Instant written = Instant.EPOCH;

  TrunkStates(Store store, FlapRule rule, Clock clock) {
    this.commits = store.commits();
    this.table = new StateTable(store);
    this.rule = rule;
    this.clock = clock;
  }

  /**
   * Begins a write. What is held stands only if this node wrote last and nothing was taken back
   * since; otherwise the table is brought up to date.
   */
  void turn(JdbcClient write, Outbox.Line line) {
    after = line.statesAfter();
    long now = commits.takenBack();
    boolean last = node.equals(line.statesBy());
    if (last && takenBack == now) {
      return;
    }
    held.clear();
    unwritten.clear();
    load.reset();
    if (after != null) {
      writeAll(write, mergeAfter(write, after));
    } else if (!last) {
      table.lags(write, node, null);
    }
    takenBack = now;
  }

  /** Brings the table up to date, where it lags. */
  void settle(JdbcClient write) {
    writeAll(write, Set.of());
  }

  /** Those that are known, by {@link TrunkState#id}. */
  Map<String, TrunkState> of(JdbcClient write, Map<String, Set<String>> trunksByOrg) {
    Map<String, TrunkState> states = new HashMap<>();
    trunksByOrg.forEach(
        (org, trunks) -> {
          Set<String> absent = new HashSet<>();
          for (String trunk : trunks) {
            String id = TrunkState.id(org, trunk);
            TrunkState state = unwritten.getOrDefault(id, held.get(id));
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
   * Saves states.
   *
   * @param before what {@link #of} told
   * @param events how many made these states; null when some are not told in the outbox, from which
   *     they could be merged again
   */
  void save(
      JdbcClient write,
      Map<String, TrunkState> before,
      Collection<TrunkState> states,
      @Nullable Integer events) {
    boolean busy = load.busyWith(events == null ? 0 : events, clock.instant());
    Set<String> fresh = new HashSet<>();
    boolean named = true;
    for (TrunkState state : states) {
      TrunkState known = before.get(state.id());
      if (known == null) {
        fresh.add(state.id());
      }
      named &= known != null && Objects.equals(known.name(), state.name());
      held.put(state.id(), state);
      unwritten.put(state.id(), state);
    }
    if (events == null || !named || !busy || unwritten.size() > MOST || !withinLag()) {
      writeAll(write, fresh);
    } else if (after == null) {
      after = table.lastTold(write);
      table.lags(write, node, after);
    }
  }

  /** Whether the table lags, so that {@link #settle} must follow. */
  boolean lag() {
    return after != null;
  }

  private boolean withinLag() {
    Instant now = clock.instant();
    return !now.isBefore(written) && now.isBefore(written.plus(LAG));
  }

  /** Also notes that nothing lags any more, and by whom. */
  private void writeAll(JdbcClient write, Set<String> fresh) {
    table.save(write, unwritten.values(), fresh);
    unwritten.clear();
    written = clock.instant();
    if (after != null) {
      after = null;
      table.lags(write, node, null);
    }
  }

  /** Merges what came after a number; returns the ids of the states that the table has not. */
  private Set<String> mergeAfter(JdbcClient write, long number) {
    Set<String> fresh = new HashSet<>();
    long from = number;
    while (true) {
      List<StateTable.Told> page = table.toldAfter(write, from, PAGE);
      merge(write, page, fresh);
      if (page.size() < PAGE) {
        return fresh;
      }
      from = page.get(page.size() - 1).number();
    }
  }

  private void merge(JdbcClient write, List<StateTable.Told> page, Set<String> fresh) {
    Map<String, TrunkState> states =
        of(
            write,
            page.stream()
                .collect(
                    Collectors.groupingBy(
                        StateTable.Told::org,
                        Collectors.mapping(StateTable.Told::trunk, Collectors.toSet()))));
    for (StateTable.Told told : page) {
      Observation seen = Observed.read(told.observed(), told.org());
      String id = TrunkState.id(told.org(), told.trunk());
      TrunkState known = states.get(id);
      if (known == null) {
        fresh.add(id);
        known = TrunkState.unknown(told.org(), told.trunk(), seen.at());
      }
      states.put(id, known.after(seen, rule).state());
      unwritten.put(id, states.get(id));
    }
  }
}
