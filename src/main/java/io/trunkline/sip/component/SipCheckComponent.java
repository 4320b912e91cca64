package io.trunkline.sip.component;

import io.netty.util.NetUtil;
import io.trunkline.sip.BindingJournal;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.MemoryBindingJournal;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.locate.DnsOptions;
import io.trunkline.sip.message.ReaderLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/** Checks SIP peers; one checker with its event loops serves all endpoints. */
@Component("sip-check")
public class SipCheckComponent extends DefaultComponent {
  private static final int DNS_PORT = 53;

  @Metadata(description = "Event loops", defaultValue = "1")
  private int threads = 1;

  @Metadata(description = "Checks under way at once; further ones wait", defaultValue = "2000")
  private int inFlight = 2000;

  @Metadata(description = "Most checks a second of one target, 0 for no bound", defaultValue = "10")
  private double perTargetPerSecond = 10;

  @Metadata(description = "The User-Agent header", defaultValue = "Trunkline")
  private String userAgent = "Trunkline";

  @Metadata(description = "Name servers as address[:port] with commas; the system's when empty")
  private @Nullable String dnsServers;

  @Metadata(
      description = "Longest wait for one name server",
      javaType = "java.time.Duration",
      defaultValue = "2000")
  private long dnsTimeout = 2000;

  @Metadata(description = "Remembers bindings until they are removed", autowired = true)
  private @Nullable BindingJournal journal;

  @Metadata(description = "A checker to use instead of an own one", autowired = true)
  private @Nullable SipChecker checker;

  private @Nullable SipChecker own;
  private volatile boolean ending;

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    getCamelContext()
        .addLifecycleStrategy(
            new LifecycleStrategySupport() {
              @Override
              public void onContextStopping(CamelContext context) {
                endWaiting();
              }
            });
  }

  /** A turn of checks is spread over most of its interval: a stop must not wait for its end. */
  private synchronized void endWaiting() {
    ending = true;
    SipChecker used = checker == null ? own : checker;
    if (used != null) {
      used.endWaiting();
    }
  }

  /**
   * Leaves out the checks that wait for their moment, because the routes that they stand in are
   * taken away.
   */
  public synchronized void leaveOutWaiting() {
    SipChecker used = checker == null ? own : checker;
    if (used != null) {
      used.leaveOutWaiting();
    }
  }

  /** Whether the context stops, so that unknown says nothing of a peer. */
  boolean isEnding() {
    return ending;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    SipCheckEndpoint endpoint = new SipCheckEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** The checker, started when it is first needed. */
  public synchronized SipChecker required() {
    if (checker != null) {
      return checker;
    }
    if (own == null) {
      BindingJournal used = journal == null ? new MemoryBindingJournal(Clock.systemUTC()) : journal;
      own = new SipChecker(options(), used);
      if (ending) {
        own.endWaiting();
      }
    }
    return own;
  }

  private SipCheckerOptions options() {
    DnsOptions dns = new DnsOptions(servers(dnsServers), Duration.ofMillis(dnsTimeout));
    return new SipCheckerOptions(
        threads, inFlight, perTargetPerSecond, userAgent, dns, ReaderLimits.DEFAULT);
  }

  private static List<InetSocketAddress> servers(@Nullable String text) {
    List<InetSocketAddress> servers = new ArrayList<>();
    if (text == null || text.isBlank()) {
      return servers;
    }
    for (String part : text.split(",")) {
      servers.add(server(part.strip()));
    }
    return servers;
  }

  private static InetSocketAddress server(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = port ? text.substring(0, colon) : text;
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(host.replaceAll("^\\[|\\]$", ""));
    if (address == null) {
      throw new InvalidCheckException("dnsServers", text, "must be address or address:port");
    }
    return new InetSocketAddress(
        address, port ? Integer.parseInt(text.substring(colon + 1)) : DNS_PORT);
  }

  @Override
  protected void doStop() throws Exception {
    synchronized (this) {
      if (own != null) {
        own.close();
        own = null;
      }
    }
    super.doStop();
  }

  public int getThreads() {
    return threads;
  }

  public void setThreads(int threads) {
    this.threads = threads;
  }

  public int getInFlight() {
    return inFlight;
  }

  public void setInFlight(int inFlight) {
    this.inFlight = inFlight;
  }

  public double getPerTargetPerSecond() {
    return perTargetPerSecond;
  }

  public void setPerTargetPerSecond(double perTargetPerSecond) {
    this.perTargetPerSecond = perTargetPerSecond;
  }

  public String getUserAgent() {
    return userAgent;
  }

  public void setUserAgent(String userAgent) {
    this.userAgent = userAgent;
  }

  public @Nullable String getDnsServers() {
    return dnsServers;
  }

  public void setDnsServers(@Nullable String dnsServers) {
    this.dnsServers = dnsServers;
  }

  public long getDnsTimeout() {
    return dnsTimeout;
  }

  public void setDnsTimeout(long dnsTimeout) {
    this.dnsTimeout = dnsTimeout;
  }

  public @Nullable BindingJournal getJournal() {
    return journal;
  }

  public void setJournal(@Nullable BindingJournal journal) {
    this.journal = journal;
  }

  public @Nullable SipChecker getChecker() {
    return checker;
  }

  public void setChecker(@Nullable SipChecker checker) {
    this.checker = checker;
  }
}
