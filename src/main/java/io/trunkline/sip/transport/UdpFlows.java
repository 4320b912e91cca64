package io.trunkline.sip.transport;

import io.netty.channel.nio.NioEventLoop;
import io.trunkline.sip.message.SipMessageReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The UDP flows of one event loop, one for each peer with checks under way. */
final class UdpFlows {
  private static final int LARGEST_DATAGRAM = 65_536;

  private record Key(InetSocketAddress remote, @Nullable InetAddress bind) {}

  private final NioEventLoop loop;
  private final SipMessageReader reader;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final Map<Key, UdpFlow> open = new HashMap<>();
  private final Map<UdpFlow, Key> keys = new HashMap<>();

  UdpFlows(NioEventLoop loop, SipMessageReader reader) {
    this.loop = loop;
    this.reader = reader;
  }

  /** The flow to this peer, opened when there is none; the caller must release it. */
  UdpFlow acquire(InetSocketAddress remote, @Nullable InetAddress bind) throws IOException {
    Key key = new Key(remote, bind);
    UdpFlow flow = open.get(key);
    if (flow == null) {
      InetSocketAddress address = bind == null ? null : new InetSocketAddress(bind, 0);
      flow = UdpFlow.open(this, loop, remote, address);
      open.put(key, flow);
      keys.put(flow, key);
    }
    return flow.use();
  }

  void closed(UdpFlow flow) {
    Key key = keys.remove(flow);
    if (key != null) {
      open.remove(key);
    }
  }

  /** One buffer serves all sockets of a loop: each use ends before the next begins. */
  ByteBuffer buffer() {
    return buffer;
  }

  SipMessageReader reader() {
    return reader;
  }
}
