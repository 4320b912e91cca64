package io.trunkline.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of hooks: {@code trunkline.hook.events} by source and outcome, {@code
 * trunkline.hook.refused} by source and reason, and {@code trunkline.hook.answer}, the time from a
 * request's head to its answer. Labels are configured names and words of ours, never what a sender
 * wrote.
 */
public final class HookMeters {
  private static final Duration[] STEPS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Supplier<@Nullable MeterRegistry> registry;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();
  private volatile @Nullable MeterRegistry found;

  private record Counted(String source, String outcome) {}

  /**
   * Meters in a registry.
   *
   * @param registry may not be there yet; nothing is measured while it is not
   */
  public HookMeters(Supplier<@Nullable MeterRegistry> registry) {
    this.registry = registry;
  }

  /** Camel's registry is searched by type, which is too slow for each request. */
  private @Nullable MeterRegistry meters() {
    MeterRegistry known = found;
    if (known == null) {
      known = registry.get();
      found = known;
    }
    return known;
  }

  void received(String source, long accepted, long duplicates) {
    events(source, "accepted", accepted);
    events(source, "duplicate", duplicates);
  }

  private void events(String source, String outcome, long count) {
    MeterRegistry meters = meters();
    if (meters != null && count > 0) {
      counters
          .computeIfAbsent(
              new Counted(source, outcome),
              name -> meters.counter("trunkline.hook.events", "source", source, "outcome", outcome))
          .increment((double) count);
    }
  }

  void refused(String source, String reason) {
    MeterRegistry meters = meters();
    if (meters != null) {
      meters.counter("trunkline.hook.refused", "source", source, "reason", reason).increment();
    }
  }

  void answered(String source, long nanos) {
    MeterRegistry meters = meters();
    if (meters != null) {
      timers
          .computeIfAbsent(source, name -> timer(meters, name))
          .record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static Timer timer(MeterRegistry meters, String source) {
    return Timer.builder("trunkline.hook.answer")
        .description("From a request's head to its answer")
        .tag("source", source)
        .serviceLevelObjectives(STEPS)
        .register(meters);
  }
}
