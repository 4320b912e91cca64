package io.trunkline.sip.transport;

import java.net.InetSocketAddress;

/** The sent-by of Via (RFC 3261 section 18.1.1). */
final class SentBy {
  private SentBy() {}

  /** Host and port; an IPv6 address in brackets and without its zone, which is only ours. */
  static String of(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    return (plain.indexOf(':') >= 0 ? "[" + plain + "]" : plain) + ":" + address.getPort();
  }
}
