package io.trunkline.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.trunkline.store.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How trunks are, as gauges for Prometheus: {@code trunkline.trunks} counts an org's trunks by
 * state, and {@code trunkline.trunk.up} is 1 for a trunk that takes calls, 0 for one that takes
 * none, NaN where nobody knows. Above a number of trunks they are only counted. Thread-safe.
 */
public final class TrunkMeters {
  private final Store store;
  private final int most;
  private final MultiGauge counted;
  private final MultiGauge up;

  /**
   * Gauges in this registry.
   *
   * @param most trunks that are told one by one
   */
  public TrunkMeters(MeterRegistry registry, Store store, int most) {
    this.store = store;
    this.most = most;
    this.counted =
        MultiGauge.builder("trunkline.trunks").description("Trunks by state").register(registry);
    this.up =
        MultiGauge.builder("trunkline.trunk.up")
            .description("1 when the trunk takes calls, 0 when not, NaN when nobody knows")
            .register(registry);
  }

  private record Seen(String org, String trunk, @Nullable String name, TrunkStatus status) {
    Tags tags() {
      return Tags.of("org", org, "id", trunk, "name", name == null ? trunk : name);
    }

    boolean byName() {
      return trunk.equals(TrunkRef.name(name == null ? "" : name).key());
    }

    double up() {
      return switch (status) {
        case UP, DEGRADED -> 1;
        case DOWN -> 0;
        case UNKNOWN -> Double.NaN;
      };
    }
  }

  /**
   * Reads the trunks' states.
   *
   * @throws io.trunkline.store.StoreUnavailable when the database does not answer; the gauges stay
   */
  public void refresh() {
    List<Seen> all =
        known(
            store.read(
                jdbc ->
                    jdbc.sql("select org, trunk, name, state from trunk_state order by org, trunk")
                        .query(
                            (row, n) ->
                                new Seen(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    TrunkStatus.of(row.getString(4))))
                        .list()));
    counted.register(counts(all), true);
    up.register(
        (all.size() > most ? List.<Seen>of() : all)
            .stream().map(seen -> MultiGauge.Row.of(seen.tags(), seen.up())).toList(),
        true);
  }

  /** Without names under which something was told before their trunks' ids were known. */
  private static List<Seen> known(List<Seen> all) {
    Set<List<String>> named = new HashSet<>();
    for (Seen seen : all) {
      if (seen.name() != null && !seen.byName()) {
        named.add(List.of(seen.org(), seen.name()));
      }
    }
    return all.stream()
        .filter(
            seen ->
                !seen.byName()
                    || seen.name() == null
                    || !named.contains(List.of(seen.org(), seen.name())))
        .toList();
  }

  /** Every state of an org that has trunks, so that a count which falls to none is told. */
  private static List<MultiGauge.Row<?>> counts(List<Seen> all) {
    Map<String, Map<TrunkStatus, Integer>> byOrg = new TreeMap<>();
    for (Seen seen : all) {
      byOrg
          .computeIfAbsent(seen.org(), any -> new EnumMap<>(TrunkStatus.class))
          .merge(seen.status(), 1, Integer::sum);
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    byOrg.forEach(
        (org, states) -> {
          for (TrunkStatus status : TrunkStatus.values()) {
            rows.add(
                MultiGauge.Row.of(
                    Tags.of("org", org, "state", status.text()), states.getOrDefault(status, 0)));
          }
        });
    return rows;
  }
}
