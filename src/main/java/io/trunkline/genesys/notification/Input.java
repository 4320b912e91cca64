package io.trunkline.genesys.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to a watch. */
public sealed interface Input {
  /** Time passed. */
  record Tick() implements Input {}

  /** Our own reading of all trunks ended; it began at {@code askedAt}. */
  record Listed(ArrayNode trunks, Instant askedAt) implements Input {}

  /** Our own reading of all trunks failed. */
  record ListFailed(String problem, Duration atLeast) implements Input {}

  /** Somebody else read all trunks. */
  record Seen(Collection<String> trunkIds) implements Input {}

  /** A channel was made. */
  record Made(int line, String channelId, String uri, Instant expires) implements Input {}

  /** A channel was given these topics; {@code expires} is null when its end could not be read. */
  record Subscribed(
      int line, String channelId, Set<String> topics, int rejected, @Nullable Instant expires)
      implements Input {}

  /** A call for a line failed; {@code gone} when its channel does not exist. */
  record CallFailed(int line, boolean gone, String problem, Duration atLeast) implements Input {}

  /** A socket is open. */
  record Opened(int line, long socket) implements Input {}

  /** A message came on a socket; {@code topic} is empty for a message that could not be read. */
  record Message(int line, long socket, String topic, @Nullable Notification event)
      implements Input {}

  /** A socket is closed, or did not open; {@code gone} when its channel does not exist. */
  record Closed(int line, long socket, boolean gone, String reason) implements Input {}

  /** Events that were heard could not be handed on. */
  record Lost(Instant from, String reason) implements Input {}
}
