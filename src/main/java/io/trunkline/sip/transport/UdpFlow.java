package io.trunkline.sip.transport;

import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioTask;
import io.trunkline.sip.message.SipMessageReader;
import io.trunkline.sip.message.SipRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * Two UDP sockets on one port (SO_REUSEPORT): one connected to the peer, which alone is told of
 * ICMP errors, and one open to answers from other addresses. Shared by all checks of one peer that
 * are under way, on one event loop.
 */
final class UdpFlow implements Flow {
  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final int BATCH = 64;

  /** A write reports the same error as a read, but as a plain exception with this text. */
  private static final String NO_ROUTE = "No route to host";

  private final UdpFlows owner;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final String sentBy;
  private final DatagramChannel connected;
  private final DatagramChannel open;
  private final ResponseRouter router;
  private int users;

  private UdpFlow(
      UdpFlows owner,
      InetSocketAddress remote,
      DatagramChannel open,
      DatagramChannel connected,
      SipMessageReader reader)
      throws IOException {
    this.owner = owner;
    this.remote = remote;
    this.open = open;
    this.connected = connected;
    this.local = (InetSocketAddress) connected.getLocalAddress();
    this.sentBy = SentBy.of(local);
    this.router = new ResponseRouter(reader, this::answer);
  }

  /**
   * Opens both sockets. The option is set on the first only after its bind: set before a bind to
   * port 0, Linux hands out ports that other such sockets use.
   */
  static UdpFlow open(
      UdpFlows owner, NioEventLoop loop, InetSocketAddress remote, @Nullable InetSocketAddress bind)
      throws IOException {
    StandardProtocolFamily family =
        remote.getAddress() instanceof java.net.Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET;
    DatagramChannel open = DatagramChannel.open(family);
    DatagramChannel connected = null;
    try {
      open.bind(bind == null ? new InetSocketAddress(0) : bind);
      open.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      connected = DatagramChannel.open(family);
      connected.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      connected.bind(open.getLocalAddress());
      connected.connect(remote);
      open.setOption(StandardSocketOptions.SO_REUSEPORT, false);
      UdpFlow flow = new UdpFlow(owner, remote, open, connected, owner.reader());
      flow.register(loop, connected);
      flow.register(loop, open);
      return flow;
    } catch (IOException | RuntimeException e) {
      open.close();
      if (connected != null) {
        connected.close();
      }
      throw e;
    }
  }

  private void register(NioEventLoop loop, DatagramChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.configureBlocking(false);
    loop.register(
        channel,
        SelectionKey.OP_READ,
        new NioTask<SelectableChannel>() {
          @Override
          public void channelReady(SelectableChannel ready, SelectionKey key) {
            readAll((DatagramChannel) ready);
          }

          @Override
          public void channelUnregistered(SelectableChannel gone, @Nullable Throwable cause) {
            router.fail(new TransportFailure(TransportFailure.Kind.LOCAL, "the service stops"));
          }
        });
  }

  private void readAll(DatagramChannel channel) {
    ByteBuffer buffer = owner.buffer();
    try {
      for (int i = 0; i < BATCH && channel.isOpen(); i++) {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
        if (from == null) {
          return;
        }
        long arrived = System.nanoTime();
        byte[] data = new byte[buffer.flip().remaining()];
        buffer.get(data);
        if (!isKeepAlive(data)) {
          router.deliver(data, from, arrived);
        }
      }
    } catch (IOException e) {
      router.fail(failure(e));
    }
  }

  private static boolean isKeepAlive(byte[] data) {
    for (byte b : data) {
      if (b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  /** What Linux tells a connected socket about ICMP (measured in an own network namespace). */
  private TransportFailure failure(IOException e) {
    String where = remote.getHostString() + ":" + remote.getPort();
    String text;
    if (e instanceof PortUnreachableException) {
      text = "ICMP port unreachable: nothing listens on UDP " + where;
    } else if (e instanceof NoRouteToHostException || NO_ROUTE.equals(e.getMessage())) {
      text = "ICMP prohibited or no route: a firewall refuses UDP to " + where;
    } else {
      text = "UDP to " + where + " failed: " + e.getMessage();
    }
    return new TransportFailure(TransportFailure.Kind.UNREACHABLE, text);
  }

  private void answer(SipRequest request, InetSocketAddress from) {
    if (request.method().equals("ACK")) {
      return;
    }
    try {
      open.send(ByteBuffer.wrap(RequestAnswer.to(request).encode()), from);
    } catch (IOException e) {
      router.malformed("could not answer a " + request.method() + ": " + e.getMessage());
    }
  }

  @Override
  public void send(byte[] message) {
    ByteBuffer buffer = owner.buffer();
    buffer.clear();
    buffer.put(message).flip();
    try {
      // A full socket buffer drops the datagram like a full router does: the next copy repairs it.
      connected.write(buffer);
    } catch (IOException e) {
      router.fail(failure(e));
    }
  }

  @Override
  public SipTransport transport() {
    return SipTransport.UDP;
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public String sentBy() {
    return sentBy;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public void expect(String branch, FlowListener listener) {
    router.expect(branch, listener);
  }

  @Override
  public void forget(String branch) {
    router.forget(branch);
  }

  UdpFlow use() {
    users++;
    return this;
  }

  @Override
  public void release() {
    users--;
    if (users == 0) {
      owner.closed(this);
      closeQuietly(connected);
      closeQuietly(open);
    }
  }

  /** Closing a socket frees it even when it reports an error; there is nobody to tell. */
  private static void closeQuietly(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(UdpFlow.class).debug("closing a UDP socket", e);
    }
  }
}
