package io.trunkline.provisioning;

import io.trunkline.genesys.ApiCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls were made, in all and for each step of each connection: calls are the currency.
 */
public final class CallCounts {
  private final AtomicInteger total = new AtomicInteger();
  private final Map<String, AtomicInteger> byStep = new ConcurrentHashMap<>();

  void called(ApiCall call) {
    total.incrementAndGet();
    byStep
        .computeIfAbsent(
            key(call.origin().connection(), call.origin().step()), key -> new AtomicInteger())
        .incrementAndGet();
  }

  /** All calls since the start. */
  public int total() {
    return total.get();
  }

  /** Calls that a step of a connection made. */
  public int of(String connection, String step) {
    AtomicInteger count = byStep.get(key(connection, step));
    return count == null ? 0 : count.get();
  }

  private static String key(
      @org.jspecify.annotations.Nullable String connection,
      @org.jspecify.annotations.Nullable String step) {
    return connection + "/" + step;
  }
}
