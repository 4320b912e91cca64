package io.trunkline.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.genesys.notification.Input;
import io.trunkline.genesys.notification.Notification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open sockets of an org's channels, on the JDK's client: it goes through the proxy that the
 * JVM is set to, as the API calls do, and answers the protocol's own pings.
 */
final class ChannelSockets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = "v2.";
  private static final String SYSTEM = "v2.system.";

  private final HttpClient http;
  private final Duration timeout;
  private final @Nullable ProxyLogin proxyLogin;
  private final Supplier<Instant> time;
  private final Consumer<Input> heard;
  private final Map<Long, WebSocket> sockets = new ConcurrentHashMap<>();

  /**
   * With what takes everything that comes.
   *
   * @param timeout to connect
   * @param proxyLogin for the proxy on the way, null where none asks
   * @param time never the same twice
   */
  ChannelSockets(
      HttpClient http,
      Duration timeout,
      @Nullable ProxyLogin proxyLogin,
      Supplier<Instant> time,
      Consumer<Input> heard) {
    this.http = http;
    this.timeout = timeout;
    this.proxyLogin = proxyLogin;
    this.time = time;
    this.heard = heard;
  }

  /** Opens a socket; the channel's id in its address is all the authority there is. */
  void connect(int line, long socket, String uri) {
    try {
      WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(timeout);
      if (proxyLogin != null) {
        // At once: a wrong password tried again and again locks its user out. Only a proxy gets it.
        builder.header("Proxy-Authorization", proxyLogin.header());
      }
      var unused =
          builder
              .buildAsync(URI.create(uri), new Listener(line, socket))
              .whenComplete(
                  (open, failure) -> {
                    if (failure != null) {
                      notOpened(line, socket, failure);
                    }
                  });
    } catch (IllegalArgumentException e) {
      heard.accept(new Input.Closed(line, socket, true, "the channel's address is unusable"));
    }
  }

  private void notOpened(int line, long socket, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
      boolean gone = status == 401 || status == 404;
      String problem =
          status == Failures.PROXY_REFUSED
              ? Failures.PROXY_TEXT + ". " + Failures.PROXY_FIX
              : "the channel's socket answered " + status;
      heard.accept(new Input.Closed(line, socket, gone, problem));
    } else {
      heard.accept(
          new Input.Closed(line, socket, false, "the socket did not open: " + text(cause)));
    }
  }

  /** Ends a socket without waiting for its other side, which may be gone. */
  void abort(long socket) {
    WebSocket open = sockets.remove(socket);
    if (open != null) {
      open.abort();
    }
  }

  void ping(long socket) {
    WebSocket open = sockets.get(socket);
    if (open != null) {
      var unused = open.sendText("{\"message\":\"ping\"}", true);
    }
  }

  void abortAll() {
    sockets.keySet().forEach(this::abort);
  }

  private static String text(@Nullable Throwable cause) {
    if (cause == null) {
      return "no reason was given";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private final class Listener implements WebSocket.Listener {
    private final int line;
    private final long number;
    private final StringBuilder text = new StringBuilder();

    Listener(int line, long number) {
      this.line = line;
      this.number = number;
    }

    @Override
    public void onOpen(WebSocket socket) {
      sockets.put(number, socket);
      heard.accept(new Input.Opened(line, number));
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        heard.accept(message(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private Input message(String whole) {
      try {
        JsonNode envelope = JSON.readTree(whole);
        String topic = envelope.path("topicName").asText("");
        boolean event = topic.startsWith(EVENTS) && !topic.startsWith(SYSTEM);
        return new Input.Message(
            line,
            number,
            topic,
            event ? new Notification(topic, envelope, whole, time.get()) : null);
      } catch (JsonProcessingException e) {
        return new Input.Message(line, number, "", null);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      sockets.remove(number);
      heard.accept(
          new Input.Closed(line, number, false, "the platform closed the connection: " + status));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      sockets.remove(number);
      heard.accept(new Input.Closed(line, number, false, "the connection broke: " + text(error)));
    }
  }
}
