package io.trunkline.sip.transport;

/**
 * Why nothing can be sent or received on a flow.
 *
 * @param kind what failed
 * @param text for people: what was seen
 */
public record TransportFailure(Kind kind, String text) {
  /** The part of the way that failed. */
  public enum Kind {
    /** ICMP, refused, reset or closed by the peer. */
    UNREACHABLE,
    /** No connection or no handshake within its time. */
    TIMEOUT,
    /** The TLS handshake or the certificate failed. */
    TLS,
    /** Nothing of the peer's: no socket, no address, files of ours that cannot be read. */
    LOCAL
  }
}
