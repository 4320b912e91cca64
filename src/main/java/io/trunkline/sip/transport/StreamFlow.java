package io.trunkline.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.trunkline.sip.message.ReaderLimits;
import io.trunkline.sip.message.SipMessageReader;
import io.trunkline.sip.message.SipRequest;
import io.trunkline.sip.message.SipSyntaxException;
import io.trunkline.sip.message.StreamFramer;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;

/** One TCP or TLS connection, used by one check (RFC 3261 section 18.2). */
final class StreamFlow extends SimpleChannelInboundHandler<ByteBuf> implements Flow {
  private final SipTransport transport;
  private final InetSocketAddress remote;
  private final ResponseRouter router;
  private final StreamFramer framer;
  private final Channel channel;
  private final InetSocketAddress local;
  private final String sentBy;
  private boolean released;

  StreamFlow(
      SipTransport transport,
      Channel channel,
      InetSocketAddress remote,
      SipMessageReader reader,
      ReaderLimits limits) {
    this.transport = transport;
    this.channel = channel;
    this.local = (InetSocketAddress) channel.localAddress();
    this.sentBy = SentBy.of(local);
    this.remote = remote;
    this.framer = new StreamFramer(limits);
    this.router = new ResponseRouter(reader, this::answer);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf data) {
    long arrived = System.nanoTime();
    byte[] bytes = new byte[data.readableBytes()];
    data.readBytes(bytes);
    try {
      for (byte[] message : framer.add(bytes)) {
        router.deliver(message, remote, arrived);
      }
    } catch (SipSyntaxException e) {
      router.malformed(e.getMessage());
      var unused = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    String rest = framer.waiting() > 0 ? " in the middle of a message" : "";
    fail("the peer closed the connection" + rest + " before a final answer");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isTls(cause)) {
      fail(TransportFailure.Kind.TLS, "the peer ended TLS: " + cause.getMessage());
    } else {
      fail("connection lost: " + cause.getMessage());
    }
    var unused = context.close();
  }

  /** With TLS 1.3 a peer refuses our certificate after our side of the handshake is over. */
  private static boolean isTls(Throwable error) {
    return error instanceof SSLException || error.getCause() instanceof SSLException;
  }

  private void fail(String text) {
    fail(TransportFailure.Kind.UNREACHABLE, text);
  }

  private void fail(TransportFailure.Kind kind, String text) {
    if (!released) {
      router.fail(new TransportFailure(kind, text));
    }
  }

  private void answer(SipRequest request, InetSocketAddress from) {
    if (!request.method().equals("ACK")) {
      send(RequestAnswer.to(request).encode());
    }
  }

  @Override
  public void send(byte[] message) {
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(message))
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                fail("sending failed: " + done.cause().getMessage());
              }
            });
  }

  @Override
  public SipTransport transport() {
    return transport;
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

  @Override
  public void release() {
    released = true;
    var unused = channel.close();
  }
}
