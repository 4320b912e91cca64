package io.trunkline.analytics;

import java.util.List;
import java.util.Map;
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

  /** These rules among the trunks of an org. */
  LegTrunks over(List<TrunkRef> trunks) {
    return new LegTrunks(this, trunks);
  }

  /** The number that tells the carrier; empty when there is none. */
  static String number(ConversationLeg leg) {
    String number = leg.inbound() ? leg.dnis() : leg.ani();
    return number == null ? "" : NOT_OF_A_NUMBER.matcher(number).replaceAll("");
  }
}
