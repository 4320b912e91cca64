package io.trunkline.genesys.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.Set;

/** What is to be done for a watch. */
public sealed interface Action {
  /** Read all trunks; answers with {@link Input.Listed} or {@link Input.ListFailed}. */
  record ListTrunks() implements Action {}

  /** Make a channel; answers with {@link Input.Made} or {@link Input.CallFailed}. */
  record MakeChannel(int line) implements Action {}

  /** Make these the topics of a channel, and read its end; {@link Input.Subscribed} answers. */
  record Subscribe(int line, String channelId, Set<String> topics) implements Action {}

  /** Open a socket; answers with {@link Input.Opened} or {@link Input.Closed}. */
  record Connect(int line, long socket, String uri) implements Action {}

  /** End a socket without waiting for the other side; nothing answers. */
  record Disconnect(long socket) implements Action {}

  /** Ask the other side for a sign of life. */
  record Ping(long socket) implements Action {}

  /** Hand on an event. */
  record Deliver(Notification event) implements Action {}

  /** Hand on the state of all trunks. */
  record DeliverTrunks(ArrayNode trunks, Instant askedAt) implements Action {}

  /** Hand on that events may have been missed. */
  record DeliverGap(Gap gap) implements Action {}
}
