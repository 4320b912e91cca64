package io.trunkline.simulator.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All notification channels and what was published on them, in memory only. */
public final class Channels {
  private static final int HISTORY = 100_000;
  private static final int PER_CLIENT = 20;

  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Deque<Published> history = new ArrayDeque<>();
  private long sequence;

  private record Published(
      long seq, String org, String time, String topic, ObjectNode body, int channels) {
    ObjectNode json() {
      ObjectNode json = Json.object().put("seq", seq).put("time", time).put("topic", topic);
      json.set("eventBody", body);
      return json.put("channels", channels);
    }
  }

  /** Publishes from now on what happens to the org. */
  public void follow(Org org) {
    org.watch(
        change -> {
          for (TopicEvents.Event event : TopicEvents.of(change, partial(org), org.now())) {
            publish(org, event.topic(), event.body());
          }
        });
  }

  private static boolean partial(Org org) {
    return org.settings().flag("notifications.partialEvents");
  }

  private void publish(Org org, String topic, ObjectNode body) {
    ObjectNode envelope = Json.object().put("topicName", topic).put("version", "2");
    envelope.set("eventBody", body);
    envelope.putObject("metadata").put("CorrelationId", UUID.randomUUID().toString());
    String text = envelope.toString();
    int heard = 0;
    for (Channel channel : channels.values()) {
      if (channel.org() == org && channel.topics().contains(topic)) {
        heard++;
        channel.deliver(text);
      }
    }
    history.add(new Published(++sequence, org.name(), Json.date(org.now()), topic, body, heard));
    if (history.size() > HISTORY) {
      history.remove();
    }
  }

  /** Makes a channel; the 21st of a client drops its oldest without a live connection (5.2). */
  Channel create(Org org, String clientId) {
    List<Channel> own = of(org, clientId);
    if (own.size() >= PER_CLIENT) {
      Channel oldest =
          own.stream().filter(channel -> !channel.connected()).findFirst().orElse(null);
      if (oldest == null) {
        throw new Refusal(
            ErrorBody.of(
                400,
                "notifications.channel.limit",
                "The client has " + PER_CLIENT + " channels with live connections."));
      }
      channels.remove(oldest.id());
    }
    Channel channel = new Channel("streaming-0-" + UUID.randomUUID(), org, clientId);
    channels.put(channel.id(), channel);
    expireLater(channel);
    return channel;
  }

  /** A living channel, or null. */
  @Nullable Channel find(String id) {
    Channel channel = channels.get(id);
    return channel == null || channel.millisLeft() <= 0 ? null : channel;
  }

  /** The living channels of a client, oldest first. */
  List<Channel> of(Org org, String clientId) {
    return channels.values().stream()
        .filter(channel -> channel.org() == org && channel.clientId().equals(clientId))
        .filter(channel -> channel.millisLeft() > 0)
        .toList();
  }

  private void expireLater(Channel channel) {
    channel
        .org()
        .scheduler()
        .after(
            Math.max(1, channel.millisLeft()),
            () -> {
              if (channels.get(channel.id()) == channel && channel.millisLeft() <= 0) {
                end(channel);
              } else if (channels.containsKey(channel.id())) {
                expireLater(channel);
              }
            });
  }

  private void end(Channel channel) {
    channels.remove(channel.id());
    channel.end(false);
  }

  /** Tells the org's channels that tokens were revoked; what else the platform does is unknown. */
  public void revoked(Org org) {
    all(org).forEach(channel -> channel.sendSystem("token_revoked", "The token was revoked."));
  }

  /** Forgets the org's channels and history. */
  public void forget(Org org) {
    all(org).forEach(this::end);
    history.removeIf(published -> published.org.equals(org.name()));
  }

  /** The org's channels, as the control path shows them. */
  public ObjectNode report(Org org) {
    ObjectNode report = Json.object();
    ArrayNode list = report.putArray("channels");
    all(org).forEach(channel -> list.add(channel.report()));
    return report;
  }

  /** What was published for the org after a sequence number, whether anybody heard it or not. */
  public ObjectNode history(Org org, long since) {
    ObjectNode report = Json.object();
    ArrayNode list = report.putArray("events");
    for (Published published : history) {
      if (published.seq > since && published.org.equals(org.name())) {
        list.add(published.json());
      }
    }
    return report;
  }

  /**
   * Does something to channels of an org that the network, the platform or time would do.
   *
   * @param id one channel's, or {@code *} for all of them
   * @return how many it was done to
   * @throws IllegalArgumentException when there is no such act
   */
  public int act(Org org, String id, String act, long noticeMillis) {
    List<Channel> chosen =
        all(org).stream().filter(one -> id.equals("*") || one.id().equals(id)).toList();
    for (Channel channel : chosen) {
      switch (act) {
        case "close" -> channel.end(false);
        case "drop" -> channel.end(true);
        case "freeze" -> channel.freeze();
        case "mute" -> channel.mute();
        case "closing" -> channel.closeAfter(noticeMillis);
        case "expire" -> {
          channel.expireNow();
          end(channel);
        }
        default ->
            throw new IllegalArgumentException(
                "'" + act + "' is not one of close, drop, freeze, mute, closing, expire");
      }
    }
    return chosen.size();
  }

  private Collection<Channel> all(Org org) {
    return channels.values().stream().filter(channel -> channel.org() == org).toList();
  }
}
