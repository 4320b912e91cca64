package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Looking trunks up finds what searching all of them by the rules' words would. */
class AttributionLawsTest {
  private static final String[] EDGES = {"e1", "e2", null};
  private static final String[] NAMES = {"acme", "beta", "gamma", "none"};
  private static final String[] PREFIXES = {"+49", "+4930", "+493012", "+39", "+3906"};
  private static final String[] NUMBERS = {
    "tel:+493012345", "sip:+49301@carrier.example", "+39 06 1234", "anonymous", "", null
  };

  @Property(tries = 5_000)
  void legsAreAttributedAsTheRulesSay(
      @ForAll @IntRange(max = 12) int count, @ForAll long seed, @ForAll boolean prefer) {
    Random random = new Random(seed);
    List<TrunkRef> trunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trunks.add(
          new TrunkRef(
              "t" + i, any(random, NAMES), null, any(random, EDGES), null, null, null, List.of()));
    }
    AttributionRules rules =
        new AttributionRules(
            Map.of(
                "acme", List.of(any(random, PREFIXES), any(random, PREFIXES)),
                "beta", List.of(any(random, PREFIXES)),
                "gamma", List.of(any(random, PREFIXES))),
            prefer ? List.of(any(random, NAMES), any(random, NAMES)) : List.of());
    LegTrunks looked = rules.over(trunks);
    for (int i = 0; i < 20; i++) {
      ConversationLeg leg = leg(random, count);
      assertThat(looked.attribute(leg)).isEqualTo(searched(rules, leg, trunks));
    }
  }

  private static String any(Random random, String[] some) {
    return some[random.nextInt(some.length)];
  }

  private static ConversationLeg leg(Random random, int trunks) {
    return new ConversationLeg(
        "c",
        "s",
        random.nextBoolean(),
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        any(random, EDGES),
        random.nextInt(4) == 0 ? "t" + random.nextInt(trunks + 2) : null,
        any(random, NUMBERS),
        any(random, NUMBERS),
        null);
  }

  /** The rules in the order of {@link AttributionRules}, one after the other over all trunks. */
  private static AttributionRules.Attributed searched(
      AttributionRules rules, ConversationLeg leg, List<TrunkRef> trunks) {
    for (TrunkRef trunk : trunks) {
      if (trunk.id().equals(leg.trunkId())) {
        return new AttributionRules.Attributed(trunk, Attribution.MEDIA_STATISTICS);
      }
    }
    List<TrunkRef> ofEdge =
        trunks.stream()
            .filter(trunk -> leg.edgeId() == null || leg.edgeId().equals(trunk.edgeId()))
            .toList();
    if (ofEdge.size() == 1) {
      return new AttributionRules.Attributed(ofEdge.get(0), Attribution.ONLY_TRUNK);
    }
    String number = AttributionRules.number(leg);
    int longest = ofEdge.stream().mapToInt(trunk -> prefix(rules, trunk, number)).max().orElse(0);
    List<TrunkRef> best =
        ofEdge.stream().filter(trunk -> prefix(rules, trunk, number) == longest).toList();
    if (longest > 0 && best.size() == 1) {
      return new AttributionRules.Attributed(best.get(0), Attribution.NUMBER);
    }
    return ofEdge.stream()
        .filter(trunk -> rules.preferred().contains(trunk.name()))
        .min(
            Comparator.comparingInt((TrunkRef t) -> rules.preferred().indexOf(t.name()))
                .thenComparing(TrunkRef::id))
        .map(trunk -> new AttributionRules.Attributed(trunk, Attribution.PREFERRED))
        .orElse(new AttributionRules.Attributed(null, Attribution.NONE));
  }

  private static int prefix(AttributionRules rules, TrunkRef trunk, String number) {
    return rules.numbers().getOrDefault(trunk.name(), List.of()).stream()
        .filter(number::startsWith)
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }
}
