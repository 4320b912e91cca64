package io.trunkline.sip.locate;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where to ask.
 *
 * @param servers name servers, or empty for those of the system
 * @param timeout for one question to one server; each is asked twice
 */
public record DnsOptions(List<InetSocketAddress> servers, Duration timeout) {
  /** The system's servers, two seconds each. */
  public static final DnsOptions DEFAULT = new DnsOptions(List.of(), Duration.ofSeconds(2));
}
