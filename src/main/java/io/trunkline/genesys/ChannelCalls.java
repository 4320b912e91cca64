package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls on notification channels (fact sheet 5.1). They block, give way to provisioning, and
 * come out of the org's call budget as all others do.
 */
final class ChannelCalls {
  private final OrgSession session;
  private final Listing listing;
  private final CallOrigin origin;

  ChannelCalls(OrgSession session, Listing listing, @Nullable String routeId) {
    this.session = session;
    this.listing = listing;
    this.origin = new CallOrigin(routeId, null, null, null, null, true);
  }

  /** A channel as the platform made it. */
  record Made(String id, String connectUri, Instant expires) {}

  /** What became of a subscription: how many topics were rejected, and the channel's new end. */
  record Subscribed(int rejected, @Nullable Instant expires) {}

  ArrayNode trunks() throws GenesysException {
    return listing.all(
        GenesysResource.TRUNK, GenesysResource.TRUNK.collection(null), Map.of(), origin);
  }

  Made make() throws GenesysException {
    JsonNode channel = session.call(GenesysCall.of("POST", path(), null), origin);
    Instant expires = time(channel.path("expires"));
    return new Made(
        channel.path("id").asText(),
        channel.path("connectUri").asText(),
        expires == null ? Instant.now().plusSeconds(24 * 60 * 60) : expires);
  }

  /** Makes these the channel's only topics; a rejected one does not stop the others. */
  Subscribed subscribe(String channelId, Set<String> topics) throws GenesysException {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    topics.forEach(topic -> body.addObject().put("id", topic));
    JsonNode answer =
        session.call(
            new GenesysCall("PUT", subscriptions(channelId), Map.of("ignoreErrors", "true"), body),
            origin);
    int rejected = 0;
    for (JsonNode topic : answer.path("entities")) {
      rejected += "Rejected".equals(topic.path("state").asText()) ? 1 : 0;
    }
    return new Subscribed(rejected, expires(channelId));
  }

  // The answer to a subscription does not say how long the channel lives now; the list does.
  private @Nullable Instant expires(String channelId) throws GenesysException {
    for (JsonNode channel :
        session.call(GenesysCall.get(path(), Map.of()), origin).path("entities")) {
      if (channelId.equals(channel.path("id").asText())) {
        return time(channel.path("expires"));
      }
    }
    return null;
  }

  /** Leaves channels without topics: they cannot be deleted, but then they cost nothing. */
  void abandon(Collection<String> channelIds) throws GenesysException {
    for (String id : channelIds) {
      session.call(GenesysCall.of("DELETE", subscriptions(id), null), origin);
    }
  }

  private static String path() {
    return GenesysResource.NOTIFICATION_CHANNEL.collection(null);
  }

  private static String subscriptions(String channelId) {
    return GenesysResource.NOTIFICATION_CHANNEL.item(null, channelId) + "/subscriptions";
  }

  private static @Nullable Instant time(JsonNode value) {
    try {
      return value.isTextual() ? Instant.parse(value.asText()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
