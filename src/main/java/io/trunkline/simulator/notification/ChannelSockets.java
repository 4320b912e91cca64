package io.trunkline.simulator.notification;

import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The WebSocket end of channels: their id is the secret, a dead channel answers 401 (5.3). */
public final class ChannelSockets {
  static final String PREFIX = "/channels/";

  private final Channels channels;
  private final Map<SocketAddress, HttpConnection> connections = new HashMap<>();

  /** With the channels that it serves. */
  public ChannelSockets(Channels channels) {
    this.channels = channels;
  }

  /** Keeps a connection, which a socket alone does not give, for as long as it lives. */
  public void connected(HttpConnection connection) {
    SocketAddress peer = connection.remoteAddress();
    connections.put(peer, connection);
    connection.closeHandler(closed -> connections.remove(peer));
  }

  /** Takes one upgrade request. */
  @SuppressWarnings("deprecation") // The handshake's handler is never asked in Vert.x 4.5.
  public void handle(ServerWebSocket socket) {
    String path = socket.path();
    Channel channel =
        path.startsWith(PREFIX) ? channels.find(path.substring(PREFIX.length())) : null;
    if (channel == null) {
      socket.reject(path.startsWith(PREFIX) ? 401 : 404);
    } else {
      socket.accept();
      open(channel, socket);
    }
  }

  private void open(Channel channel, ServerWebSocket socket) {
    End end = new End(socket, connections.get(socket.remoteAddress()));
    socket.textMessageHandler(channel::heard);
    socket.closeHandler(
        closed -> {
          if (channel.holds(end)) {
            channel.disconnected();
          }
        });
    channel.connect(end);
  }

  private record End(ServerWebSocket socket, @Nullable HttpConnection peer)
      implements Channel.Socket {
    @Override
    public void send(String text) {
      if (!socket.isClosed()) {
        var unused = socket.writeTextMessage(text);
      }
    }

    @Override
    public void end(boolean reset) {
      if (reset && peer instanceof ConnectionBase connection) {
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = connection.channel().close();
      } else if (!socket.isClosed()) {
        var unused = socket.close();
      }
    }

    @Override
    public void freeze() {
      socket.pause();
    }
  }
}
