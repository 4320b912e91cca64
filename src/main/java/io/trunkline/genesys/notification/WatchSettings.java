package io.trunkline.genesys.notification;

import java.time.Duration;
import java.util.List;

/**
 * How an org's trunks are watched.
 *
 * @param topics topic names in which {@code {id}} stands for a runtime trunk's id
 * @param topicsPerChannel the platform takes 1,000 (fact sheet 5.2)
 * @param channels most channels; the platform allows 20 to a user and application
 * @param silence a socket on which nothing came for so long is dead
 * @param renewBefore how long before its end a channel is renewed
 * @param firstPause before the first new try; doubles with each further one
 * @param longestPause where doubling ends
 * @param settle how long channels that come back together may take, to share one reading
 */
public record WatchSettings(
    List<String> topics,
    int topicsPerChannel,
    int channels,
    Duration silence,
    Duration renewBefore,
    Duration firstPause,
    Duration longestPause,
    Duration settle) {
  /** With lists that nobody changes. */
  public WatchSettings {
    topics = List.copyOf(topics);
  }

  int trunksPerChannel() {
    return Math.max(1, topicsPerChannel / topics.size());
  }
}
