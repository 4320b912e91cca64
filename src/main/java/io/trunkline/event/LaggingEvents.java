package io.trunkline.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The events that the table of states lacks, because the node that had their states in memory died
 * or may not trust it any more.
 */
final class LaggingEvents {
  private static final int PAGE = 1_000;

  private final StateTable table;
  private final FlapRule rule;

  LaggingEvents(StateTable table, FlapRule rule) {
    this.table = table;
    this.rule = rule;
  }

  /**
   * The states that they make.
   *
   * @param fresh the ids of those that the table has not
   */
  record Merged(Collection<TrunkState> states, Set<String> fresh) {}

  /** Merges those after a number of the outbox that are not in the table's rows. */
  Merged merge(JdbcClient write, long number) {
    Map<String, TrunkState> merged = new LinkedHashMap<>();
    Set<String> fresh = new HashSet<>();
    long from = number;
    while (true) {
      List<StateTable.Told> page = table.toldAfter(write, from, PAGE);
      merge(write, page, merged, fresh);
      if (page.size() < PAGE) {
        return new Merged(merged.values(), fresh);
      }
      from = page.get(page.size() - 1).number();
    }
  }

  private void merge(
      JdbcClient write,
      List<StateTable.Told> page,
      Map<String, TrunkState> merged,
      Set<String> fresh) {
    Map<String, TrunkState> states = new HashMap<>();
    Map<String, Long> mergedTo = new HashMap<>();
    byOrg(page)
        .forEach(
            (org, trunks) -> {
              table
                  .states(write, org, trunks)
                  .forEach((trunk, state) -> states.put(TrunkState.id(org, trunk), state));
              table
                  .mergedTo(write, org, trunks)
                  .forEach((trunk, to) -> mergedTo.put(TrunkState.id(org, trunk), to));
            });
    states.putAll(merged);
    for (StateTable.Told told : page) {
      String id = TrunkState.id(told.org(), told.trunk());
      if (told.number() > mergedTo.getOrDefault(id, 0L)) {
        Observation seen = Observed.read(told.observed(), told.org());
        TrunkState known = states.get(id);
        if (known == null) {
          fresh.add(id);
          known = TrunkState.unknown(told.org(), told.trunk(), seen.at());
        }
        states.put(id, known.after(seen, rule).state());
        merged.put(id, states.get(id));
      }
    }
  }

  private static Map<String, Set<String>> byOrg(List<StateTable.Told> page) {
    return page.stream()
        .collect(
            Collectors.groupingBy(
                StateTable.Told::org,
                Collectors.mapping(StateTable.Told::trunk, Collectors.toSet())));
  }
}
