package io.trunkline.sip.transport;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to open a flow.
 *
 * @param bind our own address, or null for the one the system picks
 * @param connectTimeout for the TCP handshake
 * @param tlsTimeout for the TLS handshake
 * @param tls how we shake hands
 */
public record FlowOptions(
    @Nullable InetAddress bind, Duration connectTimeout, Duration tlsTimeout, TlsSettings tls) {
  /** Five seconds for each handshake. */
  public static final FlowOptions DEFAULT =
      new FlowOptions(null, Duration.ofSeconds(5), Duration.ofSeconds(5), TlsSettings.DEFAULT);
}
