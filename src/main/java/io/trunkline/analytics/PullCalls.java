package io.trunkline.analytics;

import io.trunkline.genesys.ApiCall;
import io.trunkline.genesys.ApiCallListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls that pulls made, by org and route: calls are the currency. */
public final class PullCalls implements ApiCallListener {
  private final Map<String, Map<String, LongAdder>> byOrg = new ConcurrentHashMap<>();

  @Override
  public void called(ApiCall call) {
    String route = call.origin().routeId();
    if (call.origin().polling() && route != null) {
      byOrg
          .computeIfAbsent(call.org(), missing -> new ConcurrentHashMap<>())
          .computeIfAbsent(route, missing -> new LongAdder())
          .increment();
    }
  }

  /** Calls of an org since this process began, by route. */
  public Map<String, Long> of(String org) {
    Map<String, Long> counts = new java.util.TreeMap<>();
    byOrg.getOrDefault(org, Map.of()).forEach((route, count) -> counts.put(route, count.sum()));
    return counts;
  }
}
