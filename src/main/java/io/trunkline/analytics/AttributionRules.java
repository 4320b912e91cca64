package io.trunkline.analytics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which trunk a leg is counted for. In this order: the trunk that media statistics named; the only
 * trunk of the leg's edge; the trunk whose numbers the call used (called number inbound, calling
 * number outbound); the trunk that settings prefer, which is a guess; none.
 *
 * @param numbers by trunk name (that of its trunk base): prefixes of its numbers, E.164 with the
 *     plus sign
 * @param preferred trunk names, the first first, for legs that nothing else attributes; empty: such
 *     legs stay without a trunk
 */
public record AttributionRules(Map<String, List<String>> numbers, List<String> preferred) {
  private static final Pattern NOT_OF_A_NUMBER = Pattern.compile("^(tel|sips?):|@.*$|[^0-9+]");

  /** Keeps copies. */
  public AttributionRules {
    numbers = Map.copyOf(numbers);
    preferred = List.copyOf(preferred);
  }

  /** Nothing but what the API tells. */
  public static AttributionRules none() {
    return new AttributionRules(Map.of(), List.of());
  }

  /**
   * A leg's trunk.
   *
   * @param trunk null when it stays without
   */
  record Attributed(@Nullable TrunkRef trunk, Attribution how) {}

  Attributed attribute(ConversationLeg leg, List<TrunkRef> trunks) {
    if (leg.trunkId() != null) {
      Optional<TrunkRef> named =
          trunks.stream().filter(t -> t.id().equals(leg.trunkId())).findAny();
      if (named.isPresent()) {
        return new Attributed(named.get(), Attribution.MEDIA_STATISTICS);
      }
    }
    List<TrunkRef> candidates =
        leg.edgeId() == null
            ? trunks
            : trunks.stream().filter(t -> leg.edgeId().equals(t.edgeId())).toList();
    if (candidates.size() == 1) {
      return new Attributed(candidates.get(0), Attribution.ONLY_TRUNK);
    }
    return byNumber(leg, candidates)
        .map(trunk -> new Attributed(trunk, Attribution.NUMBER))
        .or(() -> preferred(candidates).map(t -> new Attributed(t, Attribution.PREFERRED)))
        .orElse(new Attributed(null, Attribution.NONE));
  }

  /** The trunk with the longest prefix; none when two trunks have it. */
  private Optional<TrunkRef> byNumber(ConversationLeg leg, List<TrunkRef> candidates) {
    String number = plain(leg.inbound() ? leg.dnis() : leg.ani());
    int longest = candidates.stream().mapToInt(trunk -> prefix(trunk, number)).max().orElse(0);
    List<TrunkRef> best =
        candidates.stream().filter(trunk -> prefix(trunk, number) == longest).toList();
    return longest > 0 && best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }

  /** Length of the trunk's longest prefix of the number. */
  private int prefix(TrunkRef trunk, String number) {
    return numbers.getOrDefault(trunk.name(), List.of()).stream()
        .filter(prefix -> !number.isEmpty() && number.startsWith(prefix))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  private Optional<TrunkRef> preferred(List<TrunkRef> candidates) {
    return candidates.stream()
        .filter(trunk -> preferred.contains(trunk.name()))
        .min(
            Comparator.comparingInt((TrunkRef t) -> preferred.indexOf(t.name()))
                .thenComparing(TrunkRef::id));
  }

  private static String plain(@Nullable String number) {
    return number == null ? "" : NOT_OF_A_NUMBER.matcher(number).replaceAll("");
  }
}
