package io.trunkline.analytics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Channels that carriers sold, by the id or name of a subject. The API knows none. The runtime
 * trunks of a trunk base share its name and with it its channels: any of them may carry all.
 *
 * @param channels by id or name; 1 or more
 */
public record Capacities(Map<String, Integer> channels) {
  /** Refuses capacities that are none. */
  public Capacities {
    channels = Map.copyOf(channels);
    channels.forEach(
        (name, count) -> {
          if (count < 1) {
            throw new IllegalArgumentException("the capacity of " + name + " must be 1 or more");
          }
        });
  }

  @Nullable Integer of(Subject subject) {
    Integer byId = channels.get(subject.id());
    return byId == null ? channels.get(subject.name()) : byId;
  }
}
