package io.trunkline.command;

import io.trunkline.run.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How long steps took, by the times of their events. */
final class StepClock {
  private final Map<StepKey, Instant> started = new HashMap<>();

  void started(StepKey key, Instant at) {
    started.putIfAbsent(key, at);
  }

  Duration took(StepKey key, Instant end) {
    return Duration.between(started.getOrDefault(key, end), end);
  }
}
