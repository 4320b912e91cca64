package io.trunkline.sip.locate;

import io.trunkline.sip.transport.SipTransport;
import java.net.InetSocketAddress;

/**
 * One address to try.
 *
 * @param transport how to reach it
 * @param address resolved address and port
 * @param server the host name that had this address: the SRV target or the host itself
 */
public record ServerTarget(SipTransport transport, InetSocketAddress address, String server) {
  @Override
  public String toString() {
    return transport.token()
        + ":"
        + address.getAddress().getHostAddress()
        + ":"
        + address.getPort();
  }
}
