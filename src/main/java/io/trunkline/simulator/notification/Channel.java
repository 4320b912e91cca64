package io.trunkline.simulator.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Org;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One notification channel: its topics, and the one socket that hears of them (5.2). */
final class Channel {
  private final String id;
  private final Org org;
  private final String clientId;
  private final Set<String> topics = new LinkedHashSet<>();
  private final Deque<String> queue = new ArrayDeque<>();
  private long expiresAt;
  private long sent;
  private boolean frozen;
  private boolean mute;
  private boolean draining;
  private @Nullable Socket socket;

  /** The other end of a channel. */
  interface Socket {
    void send(String text);

    /** Ends the connection: politely, or as a broken network does. */
    void end(boolean reset);

    /** Neither reads nor writes from now on, and does not say so. */
    void freeze();
  }

  Channel(String id, Org org, String clientId) {
    this.id = id;
    this.org = org;
    this.clientId = clientId;
    prolong();
  }

  String id() {
    return id;
  }

  Org org() {
    return org;
  }

  String clientId() {
    return clientId;
  }

  Set<String> topics() {
    return topics;
  }

  /** Makes the topics heard those given and no others. */
  void replaceTopics(Collection<String> next) {
    topics.clear();
    topics.addAll(next);
  }

  /** Gives the channel its whole life again; a subscribe call does (5.2). */
  void prolong() {
    expiresAt = org.now() + org.settings().number("notifications.channelMs");
  }

  void expireNow() {
    expiresAt = org.now();
  }

  long millisLeft() {
    return expiresAt - org.now();
  }

  boolean connected() {
    return socket != null;
  }

  boolean holds(Socket other) {
    return socket == other;
  }

  /** A second connection kicks the first (5.2). */
  void connect(Socket next) {
    end(false);
    socket = next;
    frozen = false;
    mute = false;
    sendNow(message("channel.metadata", "WebSocket Heartbeat"));
    beat(next);
  }

  /** The socket is gone; what was queued for it is lost. */
  void disconnected() {
    socket = null;
    queue.clear();
  }

  void end(boolean reset) {
    Socket ended = socket;
    disconnected();
    if (ended != null) {
      ended.end(reset);
    }
  }

  /** The connection stays and nothing comes any more. */
  void freeze() {
    frozen = true;
    if (socket != null) {
      socket.freeze();
    }
  }

  /** Heartbeats stop, events go on. */
  void mute() {
    mute = true;
  }

  /** Tells that the socket will close, and closes it (5.3). */
  void closeAfter(long millis) {
    Socket closing = socket;
    sendNow(message("v2.system.socket_closing", "The connection will be closed shortly."));
    org.scheduler()
        .after(
            millis,
            () -> {
              if (closing != null && socket == closing) {
                end(false);
              }
            });
  }

  /** Answers what a client says on the socket: a ping, and nothing else is known for sure. */
  void heard(String text) {
    if (text.contains("\"ping\"") && !mute) {
      sendNow(message("channel.metadata", "pong"));
    }
  }

  /** Sends an event, at the pace that the settings allow; without a socket it is lost. */
  void deliver(String envelope) {
    long perSecond = org.settings().number("notifications.eventsPerSecond");
    if (perSecond == 0 && queue.isEmpty()) {
      sendNow(envelope);
    } else if (socket != null) {
      queue.add(envelope);
      drain(perSecond == 0 ? 1 : Math.max(1, 1000 / perSecond));
    }
  }

  private void drain(long millis) {
    if (draining) {
      return;
    }
    draining = true;
    org.scheduler()
        .after(
            millis,
            () -> {
              draining = false;
              String next = queue.poll();
              if (next != null) {
                sendNow(next);
                drain(millis);
              }
            });
  }

  private void beat(Socket beating) {
    long millis = org.settings().number("notifications.heartbeatMs");
    org.scheduler()
        .after(
            Math.max(1, millis),
            () -> {
              if (socket == beating) {
                if (!mute) {
                  sendNow(message("channel.metadata", "WebSocket Heartbeat"));
                }
                beat(beating);
              }
            });
  }

  void sendSystem(String topic, String text) {
    sendNow(message(topic, text));
  }

  private void sendNow(String text) {
    if (socket != null && !frozen) {
      sent++;
      socket.send(text);
    }
  }

  private static String message(String topic, String text) {
    ObjectNode message = Json.object().put("topicName", topic);
    message.putObject("eventBody").put("message", text);
    return message.toString();
  }

  /** The channel as its maker sees it. */
  ObjectNode json(String authority) {
    return Json.object()
        .put("connectUri", "ws://" + authority + ChannelSockets.PREFIX + id)
        .put("id", id)
        .put("expires", Json.date(expiresAt));
  }

  /** The channel as the control path shows it. */
  ObjectNode report() {
    return Json.object()
        .put("id", id)
        .put("client", clientId)
        .put("expires", Json.date(expiresAt))
        .put("topics", topics.size())
        .put("connected", socket != null)
        .put("frozen", frozen)
        .put("sent", sent);
  }
}
