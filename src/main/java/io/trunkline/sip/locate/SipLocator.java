package io.trunkline.sip.locate;

import io.netty.util.NetUtil;
import io.trunkline.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses to try for a host, in order (RFC 3263 section 4). Numeric hosts need no
 * look-up; a port rules SRV out; a transport rules NAPTR out. Thread-safe and non-blocking.
 */
public final class SipLocator {
  private static final Map<SipTransport, String> SERVICE =
      Map.of(
          SipTransport.UDP, "_sip._udp.",
          SipTransport.TCP, "_sip._tcp.",
          SipTransport.TLS, "_sips._tcp.");

  private final DnsClient dns;
  private final RandomGenerator random;

  /**
   * A locator.
   *
   * @param random draws among SRV records of equal priority
   */
  public SipLocator(DnsOptions options, RandomGenerator random) {
    this.dns = new DnsClient(options);
    this.random = random;
  }

  /**
   * Finds targets.
   *
   * @param host name, IPv4 or IPv6 (with or without brackets)
   * @param port 0 when the URI names none
   * @param transport null when the URI names none
   * @param secure whether the URI is {@code sips:}, which takes TLS only
   * @return at least one target; fails with {@link LocateException}
   */
  public CompletableFuture<List<ServerTarget>> locate(
      String host, int port, @Nullable SipTransport transport, boolean secure) {
    SipTransport fixed = secure ? SipTransport.TLS : transport;
    byte[] numeric = NetUtil.createByteArrayFromIpAddressString(host);
    if (numeric != null) {
      return CompletableFuture.completedFuture(List.of(numericTarget(host, numeric, port, fixed)));
    }
    CompletionStage<List<ServerTarget>> found;
    if (port != 0) {
      found = byAddress(host, port, fixed == null ? SipTransport.UDP : fixed);
    } else if (fixed != null) {
      found = byService(SERVICE.get(fixed) + host, host, fixed);
    } else {
      found = byPointer(host, secure);
    }
    return found.thenApply(targets -> requireSome(targets, host)).toCompletableFuture();
  }

  private static ServerTarget numericTarget(
      String host, byte[] address, int port, @Nullable SipTransport transport) {
    SipTransport used = transport == null ? SipTransport.UDP : transport;
    try {
      InetAddress inet = InetAddress.getByAddress(address);
      return new ServerTarget(
          used, new InetSocketAddress(inet, port == 0 ? used.defaultPort() : port), host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("\"" + host + "\" is no IP address", e);
    }
  }

  private static List<ServerTarget> requireSome(List<ServerTarget> targets, String host) {
    if (targets.isEmpty()) {
      throw new CompletionException(
          new LocateException(
              "no address for \""
                  + host
                  + "\": DNS knows no such name, or no A, AAAA or SRV of it"));
    }
    return targets;
  }

  private CompletionStage<List<ServerTarget>> byPointer(String host, boolean secure) {
    return dns.pointers(host)
        .thenCompose(
            pointers ->
                NamingPointer.best(pointers, secure)
                    .map(best -> byBestPointer(best, host))
                    .orElseGet(() -> bySomeService(host)));
  }

  private CompletionStage<List<ServerTarget>> byBestPointer(NamingPointer best, String host) {
    return byService(best.replacement(), host, best.transport().orElseThrow());
  }

  /** No NAPTR: SRV of UDP, then of TCP, then plain addresses over UDP. */
  private CompletionStage<List<ServerTarget>> bySomeService(String host) {
    return dns.services(SERVICE.get(SipTransport.UDP) + host)
        .thenCompose(
            udp ->
                udp.isEmpty()
                    ? byService(
                        SERVICE.get(SipTransport.TCP) + host,
                        host,
                        SipTransport.UDP,
                        SipTransport.TCP)
                    : byRecords(udp, SipTransport.UDP));
  }

  private CompletionStage<List<ServerTarget>> byService(
      String name, String host, SipTransport transport) {
    return byService(name, host, transport, transport);
  }

  private CompletionStage<List<ServerTarget>> byService(
      String name, String host, SipTransport otherwise, SipTransport transport) {
    return dns.services(name)
        .thenCompose(
            records ->
                records.isEmpty()
                    ? byAddress(host, otherwise.defaultPort(), otherwise)
                    : byRecords(records, transport));
  }

  private CompletionStage<List<ServerTarget>> byRecords(
      List<ServiceRecord> records, SipTransport transport) {
    CompletionStage<List<ServerTarget>> all =
        CompletableFuture.completedFuture(Collections.unmodifiableList(new ArrayList<>()));
    for (ServiceRecord record : ServiceRecord.order(records, random)) {
      all = all.thenCombine(byAddress(record.target(), record.port(), transport), SipLocator::join);
    }
    return all;
  }

  private CompletionStage<List<ServerTarget>> byAddress(
      String host, int port, SipTransport transport) {
    CompletionStage<List<InetAddress>> six = dns.addresses(host, true);
    // Name servers that stumble over AAAA must not hide the IPv4 addresses they know.
    return dns.addresses(host, false)
        .thenCompose(
            four ->
                four.isEmpty()
                    ? six
                    : six.exceptionally(error -> List.of()).thenApply(more -> join(four, more)))
        .thenApply(
            addresses ->
                addresses.stream()
                    .map(a -> new ServerTarget(transport, new InetSocketAddress(a, port), host))
                    .toList());
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return Collections.unmodifiableList(all);
  }
}
