package io.trunkline.event;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a trunk's facts add up to.
 *
 * @param reason in words
 * @param source who told what decided it; empty when nobody did
 */
record Judgement(TrunkStatus status, String reason, String source) {

  /** The worst that is known decides; what is not known is not held against a trunk. */
  static Judgement of(TrunkFacts facts) {
    Judgement bad = firstBad(facts);
    if (bad != null) {
      return bad;
    }
    Judgement options = proxies(facts, TrunkFacts.OPTIONS, "answers OPTIONS");
    Judgement registers = proxies(facts, TrunkFacts.REGISTERS, "holds the registration");
    for (TrunkStatus status : new TrunkStatus[] {TrunkStatus.DOWN, TrunkStatus.DEGRADED}) {
      for (Judgement each : new @Nullable Judgement[] {registers, options}) {
        if (each != null && each.status == status) {
          return each;
        }
      }
    }
    Judgement good = firstGood(facts, registers, options);
    Judgement checks = checks(facts);
    if (good == null) {
      return new Judgement(
          TrunkStatus.UNKNOWN,
          checks == null ? "nothing is known" : "the org says nothing; " + checks.reason,
          checks == null ? "" : checks.source);
    }
    return checks == null ? good : checks;
  }

  private static @Nullable Judgement firstBad(TrunkFacts facts) {
    Facet service = facts.side(TrunkFacts.IN_SERVICE);
    if (service != null && service.isFalse()) {
      return new Judgement(TrunkStatus.DOWN, "the trunk is out of service", service.source());
    }
    Facet enabled = facts.side(TrunkFacts.ENABLED);
    if (enabled != null && enabled.isFalse()) {
      return new Judgement(TrunkStatus.DOWN, "its edge is out of service", enabled.source());
    }
    Facet connected = facts.side(TrunkFacts.CONNECTED);
    if (connected != null && connected.isFalse()) {
      return new Judgement(TrunkStatus.DOWN, "not connected" + errors(facts), connected.source());
    }
    Facet registered = facts.side(TrunkFacts.REGISTERED);
    if (registered != null && registered.isFalse() && !newerProxy(facts, registered.at())) {
      return new Judgement(TrunkStatus.DOWN, "not registered", registered.source());
    }
    return null;
  }

  private static @Nullable Judgement firstGood(
      TrunkFacts facts, @Nullable Judgement registers, @Nullable Judgement options) {
    for (Judgement each : new @Nullable Judgement[] {registers, options}) {
      if (each != null) {
        return each;
      }
    }
    Facet connected = facts.side(TrunkFacts.CONNECTED);
    if (connected != null) {
      return new Judgement(TrunkStatus.UP, "connected", connected.source());
    }
    Facet registered = facts.side(TrunkFacts.REGISTERED);
    return registered != null && registered.isTrue()
        ? new Judgement(TrunkStatus.UP, "registered", registered.source())
        : null;
  }

  /** What is said of single proxies is worth more than an older word on the whole trunk. */
  private static boolean newerProxy(TrunkFacts facts, Instant at) {
    return facts.sides(TrunkFacts.REGISTERS).values().stream()
        .anyMatch(proxy -> proxy.at().isAfter(at));
  }

  private static @Nullable Judgement proxies(TrunkFacts facts, String prefix, String good) {
    Facet enabled =
        facts.side(
            prefix.equals(TrunkFacts.OPTIONS)
                ? TrunkFacts.OPTIONS_ENABLED
                : TrunkFacts.REGISTERS_ENABLED);
    NavigableMap<String, Facet> proxies = facts.sides(prefix);
    if (proxies.isEmpty() || (enabled != null && enabled.isFalse())) {
      return null;
    }
    long up = proxies.values().stream().filter(Facet::isTrue).count();
    Facet telling =
        proxies.values().stream()
            .filter(Facet::isFalse)
            .findFirst()
            .orElse(proxies.get(proxies.firstKey()));
    String source = telling == null ? "" : telling.source();
    if (up == proxies.size()) {
      return new Judgement(TrunkStatus.UP, "every proxy " + good, source);
    }
    return new Judgement(
        up == 0 ? TrunkStatus.DOWN : TrunkStatus.DEGRADED,
        (up == 0 ? "no proxy " : "not every proxy ") + good + errors(proxies),
        source);
  }

  private static @Nullable Judgement checks(TrunkFacts facts) {
    NavigableMap<String, Facet> failed = facts.sides(TrunkFacts.CHECK);
    failed.values().removeIf(Facet::isTrue);
    if (failed.isEmpty()) {
      return null;
    }
    Facet first = failed.get(failed.firstKey());
    return new Judgement(
        TrunkStatus.DEGRADED,
        "our own check fails" + errors(failed),
        first == null ? "" : first.source());
  }

  private static String errors(TrunkFacts facts) {
    NavigableMap<String, Facet> all = facts.sides(TrunkFacts.REGISTERS);
    facts.sides(TrunkFacts.OPTIONS).forEach(all::putIfAbsent);
    return errors(all);
  }

  private static String errors(NavigableMap<String, Facet> proxies) {
    String errors =
        proxies.entrySet().stream()
            .filter(proxy -> proxy.getValue().isFalse())
            .map(Judgement::error)
            .collect(Collectors.joining(", "));
    return errors.isEmpty() ? "" : ": " + errors;
  }

  private static String error(Map.Entry<String, Facet> proxy) {
    String error = proxy.getValue().error();
    return proxy.getKey() + (error == null ? "" : " (" + error + ")");
  }
}
