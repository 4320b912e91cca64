package io.trunkline.command;

import io.netty.util.NetUtil;
import io.trunkline.sip.AliveRule;
import io.trunkline.sip.AnswerPolicy;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.SipCheckerOptions;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.digest.DigestAlgorithm;
import io.trunkline.sip.locate.DnsOptions;
import io.trunkline.sip.transaction.TransactionTimers;
import io.trunkline.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to ask, whom and how: the options of {@code check} that make its request. */
final class CheckOptions {
  private static final int DNS_PORT = 53;

  @Parameters(
      paramLabel = "URI",
      description = "sip:[user@]host[:port][;transport=udp|tcp|tls], sips:..., or host[:port].")
  private String uri = "";

  @Option(
      names = "--register",
      description = "Ask with REGISTER instead of OPTIONS; binds nothing by itself.")
  private boolean register;

  @Option(
      names = "--bind",
      arity = "0..1",
      fallbackValue = "60",
      paramLabel = "SECONDS",
      description = "With --register: bind a Contact of ours, then remove exactly that one.")
  private int bindSeconds;

  @Option(names = "--user", paramLabel = "USER", description = "User for digest challenges.")
  private @Nullable String user;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the password.")
  private @Nullable String passwordEnv;

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "Domain of the registrar when it is not the host.")
  private @Nullable String domain;

  @Option(names = "--transport", paramLabel = "udp|tcp|tls", description = "Transport to use.")
  private @Nullable String transport;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "32",
      description = "Longest time for a check (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds = 32;

  @Option(
      names = "--t1",
      paramLabel = "MILLIS",
      defaultValue = "500",
      description = "Timer T1; T2 is eight times T1 (default: ${DEFAULT-VALUE}).")
  private long t1Millis = 500;

  @Option(
      names = "--alive",
      paramLabel = "RULE",
      defaultValue = "ALIVE",
      description =
          "Good answers to OPTIONS: ${COMPLETION-CANDIDATES}. ALIVE is any but 408, 5xx and 6xx.")
  private AliveRule alive = AliveRule.ALIVE;

  @Option(names = "--follow", description = "Follow redirections (3xx).")
  private boolean follow;

  @Option(
      names = "--weakest-digest",
      paramLabel = "NAME",
      defaultValue = "MD5",
      description = "Weakest digest algorithm to answer (default: ${DEFAULT-VALUE}).")
  private String weakestDigest = "MD5";

  @Option(names = "--from", paramLabel = "ADDRESS", description = "Our own address to send from.")
  private @Nullable String localAddress;

  @Option(
      names = "--dns",
      split = ",",
      paramLabel = "ADDRESS[:PORT]",
      description = "Name servers to ask instead of the system's.")
  private List<String> dnsServers = new ArrayList<>();

  @Mixin private CheckTlsOptions tls = new CheckTlsOptions();

  /** The check that the options ask for. */
  CheckRequest request() {
    if (bindSeconds > 0 && !register) {
      throw new InvalidCheckException(
          "--bind", String.valueOf(bindSeconds), "needs --register: only a REGISTER binds");
    }
    CheckRequest request =
        CheckRequest.of(target(), register ? CheckMethod.REGISTER : CheckMethod.OPTIONS)
            .with(timing())
            .with(new AnswerPolicy(alive, follow, weakest()))
            .with(tls.settings())
            .with(credentials())
            .from(localAddress());
    return bindSeconds > 0 ? request.binding(bindSeconds) : request;
  }

  private CheckTarget target() {
    CheckTarget target = CheckTarget.parse(uri);
    if (transport != null) {
      String name = transport;
      target =
          target.over(
              SipTransport.named(name)
                  .orElseThrow(
                      () ->
                          new InvalidCheckException(
                              "--transport", name, "must be udp, tcp or tls")));
    }
    if (user != null && target.user() == null && register) {
      target = target.forUser(user);
    }
    return domain == null ? target : target.inDomain(domain);
  }

  private CheckTiming timing() {
    if (!(timeoutSeconds > 0) || t1Millis <= 0) {
      throw new InvalidCheckException(
          "--timeout or --t1", timeoutSeconds + " s, " + t1Millis + " ms", "must be above zero");
    }
    Duration t1 = Duration.ofMillis(t1Millis);
    Duration deadline = Duration.ofMillis(Math.round(timeoutSeconds * 1000));
    return new CheckTiming(
        TransactionTimers.of(t1, t1.multipliedBy(8)),
        deadline,
        CheckTiming.DEFAULT.connect(),
        CheckTiming.DEFAULT.handshake());
  }

  private DigestAlgorithm weakest() {
    return DigestAlgorithm.named(weakestDigest)
        .orElseThrow(
            () ->
                new InvalidCheckException(
                    "--weakest-digest", weakestDigest, "must be MD5, SHA-256 or SHA-512-256"));
  }

  private @Nullable Credentials credentials() {
    if (passwordEnv == null) {
      return null;
    }
    if (user == null) {
      throw new InvalidCheckException("--password-env", passwordEnv, "needs --user beside it");
    }
    String password = System.getenv(passwordEnv);
    if (password == null) {
      throw new InvalidCheckException(
          "--password-env", passwordEnv, "must name an environment variable that is set");
    }
    return new Credentials(user, password);
  }

  private @Nullable InetAddress localAddress() {
    return localAddress == null ? null : address("--from", localAddress);
  }

  private static InetAddress address(String option, String text) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
    if (address == null) {
      throw new InvalidCheckException(option, text, "must be an IP address");
    }
    return address;
  }

  /** The checker that the options ask for; a person's few checks need no bound on their rate. */
  SipCheckerOptions checkerOptions() {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String server : dnsServers) {
      int colon = server.indexOf(':') == server.lastIndexOf(':') ? server.indexOf(':') : -1;
      String host = colon < 0 ? server : server.substring(0, colon);
      String port = colon < 0 ? String.valueOf(DNS_PORT) : server.substring(colon + 1);
      if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
        throw new InvalidCheckException("--dns", server, "a port is between 1 and 65535");
      }
      servers.add(new InetSocketAddress(address("--dns", host), Integer.parseInt(port)));
    }
    return SipCheckerOptions.DEFAULT
        .unpaced()
        .with(new DnsOptions(servers, DnsOptions.DEFAULT.timeout()));
  }
}
