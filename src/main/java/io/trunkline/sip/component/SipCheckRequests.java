package io.trunkline.sip.component;

import io.netty.util.NetUtil;
import io.trunkline.sip.AnswerPolicy;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.transaction.TransactionTimers;
import io.trunkline.sip.transport.SipTransport;
import io.trunkline.sip.transport.TlsSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the options of an endpoint and a target's text into a check. */
final class SipCheckRequests {
  private final SipCheckOptions options;
  private final Function<String, @Nullable String> environment;

  /** Reads passwords named by passwordEnv with this function. */
  SipCheckRequests(SipCheckOptions options, Function<String, @Nullable String> environment) {
    this.options = options;
    this.environment = environment;
  }

  /**
   * The check of this target.
   *
   * @throws InvalidCheckException naming the option, the value and the rule
   */
  CheckRequest of(String text) {
    return new CheckRequest(
        target(text),
        options.getMethod(),
        options.getBindSeconds(),
        credentials(),
        timing(),
        new AnswerPolicy(
            options.getAlive(), options.isFollowRedirects(), options.getWeakestDigest()),
        tls(),
        localAddress());
  }

  private CheckTarget target(String text) {
    CheckTarget target = CheckTarget.parse(text);
    String transport = options.getTransport();
    if (transport != null) {
      target =
          target.over(
              SipTransport.named(transport)
                  .orElseThrow(
                      () ->
                          new InvalidCheckException(
                              "transport", transport, "must be udp, tcp or tls")));
    }
    String user = options.getUser();
    if (user != null && target.user() == null) {
      target = target.forUser(user);
    }
    String domain = options.getDomain();
    return domain == null ? target : target.inDomain(domain);
  }

  private @Nullable Credentials credentials() {
    String user = options.getUser();
    String variable = options.getPasswordEnv();
    String password = options.getPassword();
    if (password == null && variable != null) {
      password = environment.apply(variable);
      if (password == null) {
        throw new InvalidCheckException(
            "passwordEnv", variable, "must name an environment variable that is set");
      }
    }
    if (password != null && user == null) {
      throw new InvalidCheckException("user", "", "a password needs a user");
    }
    return user == null || password == null ? null : new Credentials(user, password);
  }

  private CheckTiming timing() {
    try {
      return new CheckTiming(
          TransactionTimers.of(
              Duration.ofMillis(options.getT1()), Duration.ofMillis(options.getT2())),
          Duration.ofMillis(options.getTimeout()),
          Duration.ofMillis(options.getConnectTimeout()),
          Duration.ofMillis(options.getTlsTimeout()));
    } catch (IllegalArgumentException e) {
      throw new InvalidCheckException(
          "t1", options.getT1() + " ms", String.valueOf(e.getMessage()));
    }
  }

  private TlsSettings tls() {
    try {
      return new TlsSettings(
          path(options.getTrust()),
          path(options.getCertificate()),
          path(options.getKey()),
          options.getOldestTls(),
          options.getCiphers(),
          options.isCheckName(),
          options.isWildcards(),
          options.getWarnDays());
    } catch (IllegalArgumentException e) {
      throw new InvalidCheckException(
          "oldestTls, certificate or key", options.getOldestTls(), String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }

  private @Nullable InetAddress localAddress() {
    String text = options.getLocalAddress();
    if (text == null) {
      return null;
    }
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
    if (address == null) {
      throw new InvalidCheckException(
          "localAddress", text, "must be an IP address of this machine");
    }
    return address;
  }
}
