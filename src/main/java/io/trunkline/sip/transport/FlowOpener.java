package io.trunkline.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.trunkline.sip.message.ReaderLimits;
import io.trunkline.sip.message.SipMessageReader;
import io.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens flows on one event loop. To be called on that loop; answers on it too. */
public final class FlowOpener {
  private final NioEventLoop loop;
  private final ReaderLimits limits;
  private final SipMessageReader reader;
  private final UdpFlows udp;
  private final Map<TlsSettings, TlsClient> tlsClients = new ConcurrentHashMap<>();

  /** An opener for this loop; messages above the limits are refused. */
  public FlowOpener(NioEventLoop loop, ReaderLimits limits) {
    this.loop = loop;
    this.limits = limits;
    this.reader = new SipMessageReader(limits);
    this.udp = new UdpFlows(loop, reader);
  }

  /**
   * Opens a flow.
   *
   * @param domain the configured name of the peer, for SNI and the certificate's name check
   * @param done told once, on the loop
   */
  public void open(
      SipTransport transport,
      InetSocketAddress remote,
      String domain,
      FlowOptions options,
      Consumer<Opening> done) {
    if (transport == SipTransport.UDP) {
      done.accept(openUdp(remote, options));
      return;
    }
    TlsClient tls = null;
    if (transport == SipTransport.TLS) {
      try {
        tls = tlsClient(options.tls());
      } catch (GeneralSecurityException | IOException | RuntimeException e) {
        done.accept(failed(Kind.LOCAL, "TLS files cannot be used: " + e.getMessage(), null));
        return;
      }
    }
    connect(new StreamOpening(transport, remote, domain, options, tls, done));
  }

  private Opening openUdp(InetSocketAddress remote, FlowOptions options) {
    try {
      return new Opening.Opened(udp.acquire(remote, options.bind()), 0, 0, null);
    } catch (IOException e) {
      return failed(Kind.LOCAL, "no UDP socket to " + remote + ": " + e.getMessage(), null);
    }
  }

  private TlsClient tlsClient(TlsSettings settings) throws GeneralSecurityException, IOException {
    TlsClient client = tlsClients.get(settings);
    if (client == null) {
      client = new TlsClient(settings);
      tlsClients.put(settings, client);
    }
    return client;
  }

  private record StreamOpening(
      SipTransport transport,
      InetSocketAddress remote,
      String domain,
      FlowOptions options,
      @Nullable TlsClient tls,
      Consumer<Opening> done) {}

  private void connect(StreamOpening opening) {
    FlowOptions options = opening.options();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.connectTimeout().toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.config().setAutoRead(opening.tls() != null);
                  }
                });
    long start = System.nanoTime();
    ChannelFuture connecting =
        options.bind() == null
            ? bootstrap.connect(opening.remote())
            : bootstrap.connect(opening.remote(), new InetSocketAddress(options.bind(), 0));
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            connected(opening, connecting.channel(), System.nanoTime() - start);
          } else {
            opening.done().accept(connectFailed(opening, done.cause()));
          }
        });
  }

  private static Opening connectFailed(StreamOpening opening, Throwable cause) {
    String where = opening.remote().getHostString() + ":" + opening.remote().getPort();
    return cause instanceof ConnectTimeoutException
        ? failed(
            Kind.TIMEOUT,
            "no TCP connection to "
                + where
                + " within "
                + seconds(opening.options().connectTimeout()),
            null)
        : failed(
            Kind.UNREACHABLE, "no TCP connection to " + where + ": " + cause.getMessage(), null);
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private void connected(StreamOpening opening, Channel channel, long connectNanos) {
    StreamFlow flow =
        new StreamFlow(opening.transport(), channel, opening.remote(), reader, limits);
    TlsClient tls = opening.tls();
    if (tls == null) {
      channel.pipeline().addLast(flow);
      opening.done().accept(new Opening.Opened(flow, connectNanos, 0, null));
      channel.config().setAutoRead(true);
      return;
    }
    long start = System.nanoTime();
    SslHandler handler = tls.handler(channel.alloc(), opening.domain(), opening.remote().getPort());
    handler.setHandshakeTimeoutMillis(opening.options().tlsTimeout().toMillis());
    // The flow is there from the start, to take the errors that a failed handshake fires as well.
    channel.pipeline().addLast(handler, flow);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              TlsReport report = tls.report(handler.engine(), opening.domain(), done.isSuccess());
              long nanos = System.nanoTime() - start;
              if (!done.isSuccess()) {
                closeThen(opening, channel, handshakeFailed(opening, done.cause(), report));
              } else if (isWrongName(tls, report)) {
                closeThen(opening, channel, wrongName(opening, report));
              } else {
                opening.done().accept(new Opening.Opened(flow, connectNanos, nanos, report));
              }
            });
  }

  private static void closeThen(StreamOpening opening, Channel channel, Opening result) {
    channel.close().addListener(closed -> opening.done().accept(result));
  }

  private static boolean isWrongName(TlsClient tls, @Nullable TlsReport report) {
    return tls.settings().checkName() && report != null && !report.nameMatches();
  }

  private static Opening wrongName(StreamOpening opening, @Nullable TlsReport report) {
    String names = report == null ? "" : String.join(", ", report.names());
    return failed(
        Kind.TLS,
        "certificate for another name: \""
            + opening.domain()
            + "\" is not among "
            + names
            + " (RFC 5922 7.1)",
        report);
  }

  private static Opening handshakeFailed(
      StreamOpening opening, Throwable cause, @Nullable TlsReport report) {
    if (cause instanceof SslHandshakeTimeoutException) {
      return failed(
          Kind.TLS, "no TLS handshake within " + seconds(opening.options().tlsTimeout()), report);
    }
    if (cause instanceof ClosedChannelException) {
      return failed(Kind.TLS, "the peer closed the connection in the TLS handshake", report);
    }
    return failed(Kind.TLS, TlsFault.text(cause), report);
  }

  private static Opening failed(Kind kind, String text, @Nullable TlsReport report) {
    return new Opening.Failed(new TransportFailure(kind, text), report);
  }
}
