package io.trunkline.sip.transport;

import org.jspecify.annotations.Nullable;

/** How the try to open a flow ended. */
public sealed interface Opening {

  /**
   * The flow is ready.
   *
   * @param flow to be released by the caller
   * @param connectNanos time of the TCP handshake, 0 on UDP
   * @param tlsNanos time of the TLS handshake, 0 without TLS
   * @param tls what the peer showed, null without TLS
   */
  record Opened(Flow flow, long connectNanos, long tlsNanos, @Nullable TlsReport tls)
      implements Opening {}

  /**
   * There is no flow.
   *
   * @param failure why
   * @param tls what the peer showed before it failed, or null
   */
  record Failed(TransportFailure failure, @Nullable TlsReport tls) implements Opening {}
}
