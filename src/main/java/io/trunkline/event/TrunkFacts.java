package io.trunkline.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a trunk, each side for itself. Observations may come late, twice, in
 * any order and may tell of a part only: a side changes only by what is newer.
 */
record TrunkFacts(SortedMap<String, Facet> sides) {
  static final String IN_SERVICE = "inService";
  static final String ENABLED = "enabled";
  static final String CONNECTED = "connected";
  static final String REGISTERED = "registered";
  static final String REGISTERS_ENABLED = "registersEnabled";
  static final String OPTIONS_ENABLED = "optionsEnabled";
  static final String OPTIONS = "options:";
  static final String REGISTERS = "registers:";
  static final String CHECK = "check.";

  static final TrunkFacts NONE = new TrunkFacts(new TreeMap<>());

  /**
   * What an observation made of the facts.
   *
   * @param since the newest time among the sides that changed; the observation's when none did. A
   *     side that is told for the first time counts only where no other changed: most have no time
   *     but that of their telling, and what was true all along turned nothing
   */
  record Merged(TrunkFacts facts, Effect effect, Instant since) {}

  /** One side as an observation tells it. */
  private record Told(String side, Facet facet) {}

  Merged merge(Observation observation) {
    SortedMap<String, Facet> next = new TreeMap<>(sides);
    boolean newer = false;
    Instant turned = null;
    Instant first = null;
    List<Told> all = told(observation);
    for (Told told : all) {
      Facet known = sides.get(told.side);
      if (told.facet.beats(known)) {
        next.put(told.side, told.facet);
        newer = true;
        if (known == null || known.value() == null) {
          first = told.facet.saysAs(known) ? first : later(first, told.facet.at());
        } else if (!told.facet.saysAs(known)) {
          turned = later(turned, told.facet.at());
        }
      }
    }
    Instant since = turned == null ? first : turned;
    Effect effect =
        since != null
            ? Effect.APPLIED
            : newer || all.isEmpty() || repeated(all) ? Effect.UNCHANGED : Effect.LATE;
    return new Merged(
        newer ? new TrunkFacts(next) : this, effect, since == null ? observation.at() : since);
  }

  /** A poll tells the state times again and again: that is not late. */
  private boolean repeated(List<Told> all) {
    return all.stream().allMatch(told -> told.facet.saysAs(sides.get(told.side)));
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }

  private List<Told> told(Observation seen) {
    List<Told> told = new ArrayList<>();
    PartialState state = seen.state();
    boolean check = seen.source().kind() == SourceKind.CHECK;
    tell(told, seen, IN_SERVICE, state.inService(), null, null);
    tell(told, seen, ENABLED, state.enabled(), null, null);
    tell(told, seen, CONNECTED, state.connected(), state.connectedAt(), null);
    tell(told, seen, REGISTERED, state.registered(), null, null);
    tell(told, seen, REGISTERS_ENABLED, state.registersEnabled(), null, null);
    tell(told, seen, OPTIONS_ENABLED, state.optionsEnabled(), null, null);
    proxies(told, seen, (check ? CHECK : "") + OPTIONS, state.options());
    proxies(told, seen, (check ? CHECK : "") + REGISTERS, state.registers());
    return told;
  }

  private static void tell(
      List<Told> told,
      Observation seen,
      String side,
      @Nullable Boolean value,
      @Nullable Instant at,
      @Nullable String error) {
    if (value != null) {
      Instant when =
          at == null || at.isAfter(seen.latest()) || at.isBefore(Instant.EPOCH) ? seen.at() : at;
      told.add(
          new Told(side, new Facet(value, when, seen.receivedAt(), seen.source().text(), error)));
    }
  }

  private void proxies(
      List<Told> told, Observation seen, String prefix, @Nullable List<ProxyStatus> proxies) {
    if (proxies == null) {
      return;
    }
    for (ProxyStatus proxy : proxies) {
      tell(told, seen, prefix + proxy.proxy(), proxy.up(), proxy.at(), proxy.error());
    }
    if (seen.source().kind() == SourceKind.POLL) {
      // A poll lists all proxies of the trunk: one that is missing is no longer configured.
      for (Map.Entry<String, Facet> known : sides.tailMap(prefix).entrySet()) {
        if (!known.getKey().startsWith(prefix)) {
          break;
        }
        String address = known.getKey().substring(prefix.length());
        if (known.getValue().value() != null
            && proxies.stream().noneMatch(proxy -> proxy.proxy().equals(address))) {
          told.add(
              new Told(
                  known.getKey(),
                  new Facet(null, seen.at(), seen.receivedAt(), seen.source().text(), null)));
        }
      }
    }
  }

  /** A side, null when nothing is known of it. */
  @Nullable Facet side(String name) {
    return sides.get(name);
  }

  /** The sides of a prefix that are still there, by what follows the prefix. */
  NavigableMap<String, Facet> sides(String prefix) {
    NavigableMap<String, Facet> found = new TreeMap<>();
    sides.tailMap(prefix).entrySet().stream()
        .takeWhile(each -> each.getKey().startsWith(prefix))
        .filter(each -> each.getValue().value() != null)
        .forEach(each -> found.put(each.getKey().substring(prefix.length()), each.getValue()));
    return found;
  }
}
