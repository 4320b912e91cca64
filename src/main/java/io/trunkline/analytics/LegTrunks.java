package io.trunkline.analytics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link AttributionRules} over the trunks of one org, looked up instead of searched: there are
 * thousands of trunks, and thousands of legs a minute.
 */
final class LegTrunks {
  private final Map<String, TrunkRef> byId = new HashMap<>();
  private final Map<String, Candidates> byEdge;
  private final Candidates all;
  private final Candidates none;

  LegTrunks(AttributionRules rules, List<TrunkRef> trunks) {
    trunks.forEach(trunk -> byId.putIfAbsent(trunk.id(), trunk));
    this.byEdge =
        trunks.stream()
            .filter(trunk -> trunk.edgeId() != null)
            .collect(
                Collectors.groupingBy(
                    TrunkRef::edgeId,
                    Collectors.collectingAndThen(
                        Collectors.toList(), some -> new Candidates(rules, some))));
    this.all = new Candidates(rules, trunks);
    this.none = new Candidates(rules, List.of());
  }

  boolean has(String trunkId) {
    return byId.containsKey(trunkId);
  }

  AttributionRules.Attributed attribute(ConversationLeg leg) {
    TrunkRef named = leg.trunkId() == null ? null : byId.get(leg.trunkId());
    if (named != null) {
      return new AttributionRules.Attributed(named, Attribution.MEDIA_STATISTICS);
    }
    return leg.edgeId() == null
        ? all.attribute(leg)
        : byEdge.getOrDefault(leg.edgeId(), none).attribute(leg);
  }

  /** Trunks that a leg may have used. */
  private static final class Candidates {
    private final List<TrunkRef> trunks;
    private final Map<String, Set<TrunkRef>> byPrefix = new HashMap<>();
    private final int longestPrefix;
    private final @Nullable TrunkRef preferred;

    Candidates(AttributionRules rules, List<TrunkRef> trunks) {
      this.trunks = trunks;
      for (TrunkRef trunk : trunks) {
        for (String prefix : rules.numbers().getOrDefault(trunk.name(), List.of())) {
          byPrefix.computeIfAbsent(prefix, none -> new HashSet<>()).add(trunk);
        }
      }
      this.longestPrefix = byPrefix.keySet().stream().mapToInt(String::length).max().orElse(0);
      this.preferred =
          trunks.stream()
              .filter(trunk -> rules.preferred().contains(trunk.name()))
              .min(
                  Comparator.comparingInt((TrunkRef t) -> rules.preferred().indexOf(t.name()))
                      .thenComparing(TrunkRef::id))
              .orElse(null);
    }

    AttributionRules.Attributed attribute(ConversationLeg leg) {
      if (trunks.size() == 1) {
        return new AttributionRules.Attributed(trunks.get(0), Attribution.ONLY_TRUNK);
      }
      TrunkRef byNumber = byNumber(AttributionRules.number(leg));
      if (byNumber != null) {
        return new AttributionRules.Attributed(byNumber, Attribution.NUMBER);
      }
      return new AttributionRules.Attributed(
          preferred, preferred == null ? Attribution.NONE : Attribution.PREFERRED);
    }

    /** The trunk with the longest prefix; none when two trunks have it. */
    private @Nullable TrunkRef byNumber(String number) {
      for (int length = Math.min(longestPrefix, number.length()); length > 0; length--) {
        Set<TrunkRef> having = byPrefix.get(number.substring(0, length));
        if (having != null) {
          return having.size() == 1 ? having.iterator().next() : null;
        }
      }
      return null;
    }
  }
}
